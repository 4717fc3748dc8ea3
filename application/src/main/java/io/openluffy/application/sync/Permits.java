package io.openluffy.application.sync;

import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Ends a sync before anything is applied, if any of its objects may not be there. */
public final class Permits {
  private Permits() {}

  /**
   * @param refusal why an object may not be synced
   */
  public static Optional<StepAnswer> check(
      SyncInput input, List<ResourceResult> before, Function<Manifest, Optional<String>> refusal) {
    var results = new Results(before);
    boolean refused = false;
    for (var task : SyncPlanner.plan(input)) {
      var why = task.prune() ? Optional.<String>empty() : refusal.apply(task.object());
      if (why.isPresent()) {
        results.put(task, ResultCode.SYNC_FAILED, RunPhase.FAILED, why.get());
        refused = true;
      }
    }
    return refused
        ? Optional.of(new StepAnswer(RunPhase.FAILED, message(results), results.all()))
        : Optional.empty();
  }

  private static String message(Results results) {
    var reasons =
        results.all().stream()
            .filter(one -> one.code() == ResultCode.SYNC_FAILED)
            .map(ResourceResult::message)
            .toList();
    return SyncMessages.failed(SyncMessages.NOT_VALID, reasons, List.of());
  }
}
