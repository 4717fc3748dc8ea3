package io.openluffy.application.sync;

import io.openluffy.kernel.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tries all objects of a sync without doing anything, before the first is applied. */
final class DryRun {
  private static final String SKIPS_MISSING = "SkipDryRunOnMissingResource";

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
    if (tasks.size() == 1 && !input.operation().dryRun()) {
      // Nothing else could have been applied before it is refused.
      return Optional.empty();
    }
    var acts = new ArrayList<Runnable>();
    for (var task : tasks) {
      if (isTried(task, tasks) && !tried.test(task.object())) {
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

  /** What stands on something that only this sync makes can't be tried before it. */
  private boolean isTried(SyncTask task, List<SyncTask> tasks) {
    if (task.prune() || !task.dryRun() || isMadeAnew(task)) {
      return false;
    }
    if (!writer.knows(task.object().gvk())) {
      return !isDefined(task, tasks)
          && !SyncOptionRules.on(task.object(), input.options(), SKIPS_MISSING);
    }
    return tasks.stream().noneMatch(one -> isItsNamespace(one, task));
  }

  /** A hook of an earlier sync goes before the new one comes. */
  private static boolean isMadeAnew(SyncTask task) {
    return task.hook()
        && task.live().isPresent()
        && HookRules.deletePolicies(task.object())
            .contains(HookRules.DeletePolicy.BEFORE_HOOK_CREATION);
  }

  private static boolean isDefined(SyncTask task, List<SyncTask> tasks) {
    return tasks.stream()
        .anyMatch(one -> !one.prune() && SyncPlanner.defines(one.object(), task.key()));
  }

  private static boolean isItsNamespace(SyncTask one, SyncTask task) {
    return !one.prune()
        && one.live().isEmpty()
        && one.dryRun()
        && one.object().gvk().groupKind().equals("/Namespace")
        && one.object().name().equals(task.key().namespace());
  }

  private void tryOut(SyncTask task, Results failed) {
    try {
      writer.dryRun(task.object(), input.options());
    } catch (ProblemException e) {
      if (writer.recreates(task, input.options(), input.operation().force(), e)) {
        return;
      }
      failed.put(task, ResultCode.SYNC_FAILED, RunPhase.FAILED, e.problem().message());
    }
  }
}
