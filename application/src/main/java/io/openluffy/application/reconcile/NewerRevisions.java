package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.git.CommitId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commits that applications were compared with last where that brought nothing new: a commit
 * that changes one application is not written on all others of its repository.
 */
final class NewerRevisions {
  private final Map<ApplicationName, Newer> known = new ConcurrentHashMap<>();

  private record Newer(Optional<CommitId> written, CommitId seen) {}

  /**
   * @param written what the resource shows, and goes on showing
   * @return whether it is newer than what was known
   */
  boolean note(ApplicationName name, Optional<CommitId> written, CommitId seen) {
    if (written.equals(Optional.of(seen))) {
      known.remove(name);
      return false;
    }
    var newer = new Newer(written, seen);
    return !newer.equals(known.put(name, newer));
  }

  /** Counts only while the resource shows what it showed then. */
  Optional<CommitId> of(ApplicationName name, Optional<CommitId> written) {
    return Optional.ofNullable(known.get(name))
        .filter(one -> one.written().equals(written))
        .map(Newer::seen)
        .or(() -> written);
  }

  void forget(ApplicationName name) {
    known.remove(name);
  }
}
