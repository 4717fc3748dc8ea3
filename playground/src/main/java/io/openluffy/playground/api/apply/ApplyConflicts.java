package io.openluffy.playground.api.apply;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.status.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fields that an apply would take from others, as Kubernetes reports them. */
final class ApplyConflicts {
  private ApplyConflicts() {}

  static StatusException of(Map<Owner, FieldSet> conflicts) {
    Map<String, List<String>> paths = new TreeMap<>();
    var causes = new ArrayList<Cause>();
    conflicts.forEach(
        (owner, fields) ->
            fields.forEachPath(
                (path, set) -> {
                  var field = PathElements.inWords(path);
                  paths.computeIfAbsent(owner.inWords(), o -> new ArrayList<>()).add(field);
                  causes.add(
                      new Cause("FieldManagerConflict", "conflict with " + owner.inWords(), field));
                }));
    var details = new Details("", "", "", "", causes, 0);
    return ApiStatus.of(409, "Conflict", message(paths, causes), details).asException();
  }

  private static String message(Map<String, List<String>> paths, List<Cause> causes) {
    if (causes.size() == 1) {
      var cause = causes.getFirst();
      return "Apply failed with 1 conflict: " + cause.message() + ": " + cause.field();
    }
    var lines = new ArrayList<String>();
    paths.forEach(
        (owner, fields) -> {
          lines.add("conflicts with " + owner + ":");
          fields.forEach(field -> lines.add("- " + field));
        });
    return "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
  }
}
