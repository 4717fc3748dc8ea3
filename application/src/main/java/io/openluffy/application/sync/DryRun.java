package io.openluffy.application.sync;

import io.openluffy.kernel.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tries all objects of a sync without doing anything, before the first is applied. */
final class DryRun {
  private final ObjectWriter writer;
  private final SyncInput input;
  private final SyncStep.Together together;

  DryRun(ObjectWriter writer, SyncInput input, SyncStep.Together together) {
    this.writer = writer;
    this.input = input;
    this.together = together;
  }

  /**
   * The end of the operation when any object is refused, with the results of those alone.
   *
   * @param tried whether a dry run of the target is known to pass
   */
  Optional<StepAnswer> of(List<SyncTask> tasks, Predicate<io.openluffy.kube.Manifest> tried) {
    var failed = new Results(List.of());
    var acts = new ArrayList<Runnable>();
    for (var task : tasks) {
      if (!task.prune() && task.dryRun() && !tried.test(task.object())) {
        acts.add(() -> tryOut(task, failed));
      }
    }
    together.run(acts);
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    var reasons = failed.all().stream().map(ResourceResult::message).toList();
    var message = SyncMessages.failed(SyncMessages.FAILED_DRY_RUN, reasons, List.of());
    return Optional.of(new StepAnswer(RunPhase.FAILED, message, failed.all()));
  }

  private void tryOut(SyncTask task, Results failed) {
    try {
      writer.dryRun(task.object(), input.options());
    } catch (ProblemException e) {
      failed.put(task, ResultCode.SYNC_FAILED, RunPhase.FAILED, e.problem().message());
    }
  }
}
