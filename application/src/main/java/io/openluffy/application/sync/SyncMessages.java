package io.openluffy.application.sync;

import java.util.List;
import java.util.stream.Collectors;

/** What an operation says while it runs and when it fails. */
final class SyncMessages {
  static final String DONE = "successfully synced (no more tasks)";
  static final String ALL_RUN = "successfully synced (all tasks run)";
  static final String UNSUCCESSFUL = "one or more synchronization tasks completed unsuccessfully";
  static final String FAILED_TO_APPLY = "one or more objects failed to apply";
  static final String FAILED_DRY_RUN = "one or more objects failed to apply (dry run)";
  static final String NOT_VALID = "one or more synchronization tasks are not valid";

  private SyncMessages() {}

  static String waiting(List<SyncTask> tasks, boolean deleting) {
    if (tasks.isEmpty()) {
      return "";
    }
    var hooks = tasks.stream().filter(SyncTask::hook).toList();
    var first = hooks.isEmpty() ? tasks.getFirst() : hooks.getFirst();
    var what = deleting ? "deletion" : first.hook() ? "completion" : "healthy state";
    var message = "waiting for " + what + " of " + first.inWords();
    int others = tasks.size() - 1;
    if (others == 0) {
      return message;
    }
    return message
        + " and "
        + others
        + " more "
        + (hooks.size() == tasks.size() ? "hooks" : "resources");
  }

  static String failed(String message, List<String> reasons, List<String> hookReasons) {
    var text = message + because(reasons);
    return hookReasons.isEmpty()
        ? text
        : text + "\none or more SyncFail hooks failed" + because(hookReasons);
  }

  private static String because(List<String> reasons) {
    var known =
        reasons.stream()
            .filter(one -> !one.isEmpty())
            .map(one -> one.endsWith(".") ? one.substring(0, one.length() - 1) : one)
            .distinct()
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? "" : ", reason: " + known;
  }
}
