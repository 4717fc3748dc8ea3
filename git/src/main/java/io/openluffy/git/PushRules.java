package io.openluffy.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which pushes lie between two looks at the branches of a repository. */
final class PushRules {
  /** A branch that moved. */
  record Change(String branch, Optional<CommitId> before, Optional<CommitId> after) {}

  private PushRules() {}

  static List<Change> between(Map<String, CommitId> before, Map<String, CommitId> after) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    var changes = new ArrayList<Change>();
    for (var name : names) {
      var was = Optional.ofNullable(before.get(name));
      var is = Optional.ofNullable(after.get(name));
      if (!was.equals(is)) {
        changes.add(new Change(name, was, is));
      }
    }
    return changes;
  }

  /** Ids of one repository sort in the order of its pushes. */
  static String id(RepositoryUrl url, long number) {
    return Sha256.name(url.value(), 12) + String.format("-%010d", number);
  }
}
