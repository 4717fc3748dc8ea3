package io.openluffy.application.sync;

import io.openluffy.application.HealthAnswer;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One call of the sync loop: looks how far the operation is, applies at most the next phase and
 * wave, and says how it stands. All it knows of the past are the results it is given, so it goes on
 * after a restart; what was done but not yet written down is done again, to the same end.
 */
public final class SyncStep {
  /** Marks a hook with the operation that made it. */
  public static final String OPERATION_MARK = "openluffy.io/operation";

  private final ObjectWriter writer;
  private final Function<Manifest, Optional<HealthAnswer>> health;
  private final Together together;
  private final SyncInput input;
  private final List<SyncTask> tasks;
  private final Results results;
  private final boolean multiStep;

  /** Runs acts on several objects at once. */
  @FunctionalInterface
  public interface Together {
    void run(List<Runnable> acts);

    static Together oneByOne() {
      return acts -> acts.forEach(Runnable::run);
    }
  }

  public SyncStep(
      ObjectWriter writer,
      Function<Manifest, Optional<HealthAnswer>> health,
      Together together,
      SyncInput input,
      List<ResourceResult> before) {
    this.writer = writer;
    this.health = health;
    this.together = together;
    this.input = input;
    this.tasks = SyncPlanner.plan(input);
    this.results = new Results(before);
    this.multiStep = SyncPlanner.isMultiStep(tasks);
  }

  /**
   * @param tried whether a dry run of the target is known to pass
   */
  public StepAnswer run(Predicate<Manifest> tried) {
    var unconfirmed = unconfirmedPrunes();
    if (!unconfirmed.isEmpty()) {
      var message = SyncMessages.waiting(unconfirmed, false);
      return running(message.replace("healthy state", "pruning confirmation"));
    }
    if (results.isEmpty()) {
      var ended = begin(tried);
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    observe();
    return goOn();
  }

  private StepAnswer goOn() {
    var running = matching(one -> results.running(one) && (multiStep || one.hook()));
    if (!running.isEmpty()) {
      return running(SyncMessages.waiting(running, false));
    }
    var leaving = matching(one -> multiStep && one.prune() && isLeaving(one));
    if (!leaving.isEmpty()) {
      return running(SyncMessages.waiting(leaving, true));
    }
    releaseEndedHooks();
    if (tasks.stream().anyMatch(one -> one.phase() != SyncPhase.SYNC_FAIL && results.failed(one))) {
      return failing(SyncMessages.UNSUCCESSFUL);
    }
    var pending = matching(one -> one.phase() != SyncPhase.SYNC_FAIL && !results.has(one));
    return pending.isEmpty() ? succeeded(SyncMessages.DONE) : runNext(pending);
  }

  private List<SyncTask> unconfirmedPrunes() {
    if (!input.operation().prune()
        || input.pruneApproved().filter(at -> !at.isBefore(input.startedAt())).isPresent()) {
      return List.of();
    }
    return matching(
        one ->
            one.prune()
                && !results.has(one)
                && SyncOptionRules.value(one.object(), input.options(), "Prune")
                    .orElse("")
                    .equals("confirm"));
  }

  /** Makes the namespace, and tries everything without doing it. */
  private Optional<StepAnswer> begin(Predicate<Manifest> tried) {
    var namespace =
        matching(
            one ->
                input.namespace().isPresent()
                    && !one.prune()
                    && one.key().equals(input.namespace().get().key()));
    if (!namespace.isEmpty()) {
      namespace.forEach(this::apply);
      if (namespace.stream().anyMatch(results::failed)) {
        return Optional.of(
            end(
                RunPhase.FAILED,
                SyncMessages.failed(SyncMessages.FAILED_TO_APPLY, reasons(), List.of())));
      }
      FaultPoints.at("application.namespace-applied");
    }
    return new DryRun(writer, input, together).of(tasks, tried);
  }

  /** Brings the results up to date with the cluster. */
  private void observe() {
    for (var task : tasks) {
      if (!results.has(task) && isOurs(task)) {
        results.put(task, ResultCode.SYNCED, RunPhase.RUNNING, "");
      }
      if (results.running(task) && !task.prune()) {
        observe(task);
      }
    }
  }

  /** A hook that this operation has made, though it could not write it down. */
  private boolean isOurs(SyncTask task) {
    return task.hook()
        && task.live()
            .flatMap(one -> one.annotation(OPERATION_MARK))
            .filter(mark(task)::equals)
            .isPresent();
  }

  private String mark(SyncTask task) {
    return input.startedAt().toEpochMilli() + "-" + task.phase().text();
  }

  private void observe(SyncTask task) {
    var live = task.live().or(() -> writer.read(task.object()));
    if (live.isEmpty()) {
      results.put(task, ResultCode.SYNC_FAILED, RunPhase.ERROR, missing(task));
      return;
    }
    var answer = health.apply(live.get());
    var said = results.of(task).map(ResourceResult::message).orElse("");
    if (answer.isEmpty()) {
      results.update(
          task, RunPhase.SUCCEEDED, task.hook() ? task.object().name() + " created" : said);
      return;
    }
    var message = answer.get().message().isEmpty() ? said : answer.get().message();
    switch (answer.get().health()) {
      case HEALTHY -> results.update(task, RunPhase.SUCCEEDED, message);
      case DEGRADED -> results.update(task, RunPhase.FAILED, message);
      case UNKNOWN ->
          results.update(task, task.hook() ? RunPhase.FAILED : RunPhase.RUNNING, message);
      case PROGRESSING, SUSPENDED, MISSING -> {}
    }
  }

  private static String missing(SyncTask task) {
    return "Resource " + task.key().groupKindName() + " is missing, it might have been deleted";
  }

  private boolean isLeaving(SyncTask task) {
    return results.of(task).filter(one -> one.code() == ResultCode.PRUNED).isPresent()
        && writer.read(task.object()).isPresent();
  }

  /** Lets go of the hooks that have ended, and deletes those whose policy says so. */
  private void releaseEndedHooks() {
    for (var task : matching(one -> one.hook() && results.run(one).ended() && results.has(one))) {
      task.live().ifPresent(writer::release);
    }
  }

  private StepAnswer runNext(List<SyncTask> pending) {
    var phase = pending.getFirst().phase();
    int wave = pending.getFirst().wave();
    var batch = pending.stream().filter(one -> one.phase() == phase && one.wave() == wave).toList();
    var leftovers = clearLeftovers(batch);
    if (!leftovers.isEmpty()) {
      return running(SyncMessages.waiting(leftovers, true));
    }
    runBatch(batch);
    FaultPoints.at("application.wave-applied");
    if (batch.stream().anyMatch(results::failed)) {
      return failing(SyncMessages.FAILED_TO_APPLY);
    }
    boolean last = pending.size() == batch.size() && batch.stream().noneMatch(SyncTask::hook);
    if (!last) {
      return running(SyncMessages.waiting(waitedFor(batch), false));
    }
    return succeeded(batch.isEmpty() ? SyncMessages.DONE : SyncMessages.ALL_RUN);
  }

  private List<SyncTask> waitedFor(List<SyncTask> batch) {
    var applied = batch.stream().filter(one -> !one.prune()).toList();
    return applied.isEmpty() ? batch : applied;
  }

  /** Hooks of an earlier sync: their finalizers go, and those that must be gone are deleted. */
  private List<SyncTask> clearLeftovers(List<SyncTask> batch) {
    var waiting = new ArrayList<SyncTask>();
    for (var task : batch) {
      if (!task.hook() || task.live().isEmpty()) {
        continue;
      }
      var live = writer.read(task.object());
      if (live.isEmpty()) {
        continue;
      }
      writer.release(live.get());
      if (HookRules.deletePolicies(task.object())
          .contains(HookRules.DeletePolicy.BEFORE_HOOK_CREATION)) {
        if (live.get().deletedAt().isEmpty()) {
          writer.delete(live.get(), SyncOptionRules.propagation(input.options()));
        }
        if (writer.read(task.object()).isPresent()) {
          waiting.add(task);
        }
      }
    }
    return waiting;
  }

  /** Prunes first; then applies kind after kind, the objects of a kind at the same time. */
  private void runBatch(List<SyncTask> batch) {
    together.run(
        batch.stream().filter(SyncTask::prune).<Runnable>map(one -> () -> prune(one)).toList());
    if (batch.stream().anyMatch(one -> one.prune() && results.failed(one))) {
      return;
    }
    var group = new ArrayList<SyncTask>();
    for (var task : batch) {
      if (!task.prune() && !results.has(task)) {
        if (!group.isEmpty() && !group.getFirst().object().kind().equals(task.object().kind())) {
          applyAll(group);
          group.clear();
        }
        group.add(task);
      }
    }
    applyAll(group);
  }

  private void applyAll(List<SyncTask> group) {
    together.run(group.stream().<Runnable>map(one -> () -> apply(one)).toList());
  }

  private void apply(SyncTask task) {
    try {
      if (input.operation().dryRun()) {
        writer.dryRun(task.object(), input.options());
        results.put(task, ResultCode.SYNCED, RunPhase.SUCCEEDED, "");
        return;
      }
      var target = task.hook() ? marked(task) : task.object();
      var said = writer.write(task, target, input.options(), input.operation().force());
      results.put(task, ResultCode.SYNCED, RunPhase.RUNNING, said);
    } catch (ProblemException e) {
      results.put(task, ResultCode.SYNC_FAILED, RunPhase.FAILED, e.problem().message());
    }
  }

  /** A hook carries our finalizer, so that one that deletes itself stays until it was read. */
  private Manifest marked(SyncTask task) {
    return task.object()
        .withAnnotation(OPERATION_MARK, mark(task))
        .with(
            copy -> {
              copy.withObject("/metadata").withArray("/finalizers").add(HookRules.FINALIZER);
              return copy;
            });
  }

  private void prune(SyncTask task) {
    var live = task.object();
    if (SyncOptionRules.value(live, input.options(), "Prune").orElse("").equals("false")) {
      results.put(task, ResultCode.PRUNE_SKIPPED, RunPhase.SUCCEEDED, "ignored (no prune)");
    } else if (!input.operation().prune()) {
      results.put(task, ResultCode.PRUNE_SKIPPED, RunPhase.SUCCEEDED, "ignored (requires pruning)");
    } else if (input.operation().dryRun()) {
      results.put(task, ResultCode.PRUNED, RunPhase.SUCCEEDED, "pruned (dry run)");
    } else {
      try {
        if (live.deletedAt().isEmpty()) {
          writer.delete(live, SyncOptionRules.propagation(input.options()));
        }
        results.put(task, ResultCode.PRUNED, RunPhase.SUCCEEDED, "pruned");
      } catch (ProblemException e) {
        results.put(task, ResultCode.SYNC_FAILED, RunPhase.FAILED, e.problem().message());
      }
    }
  }

  /** Runs the SyncFail hooks, waits for them, and ends. */
  private StepAnswer failing(String message) {
    var hooks = matching(one -> one.phase() == SyncPhase.SYNC_FAIL);
    var pending = hooks.stream().filter(one -> !results.has(one)).toList();
    if (!pending.isEmpty()) {
      var leftovers = clearLeftovers(pending);
      if (!leftovers.isEmpty()) {
        return running(SyncMessages.waiting(leftovers, true));
      }
      runBatch(pending);
      return running(SyncMessages.waiting(pending, false));
    }
    var reasons = reasons();
    var hookReasons =
        hooks.stream()
            .flatMap(one -> results.of(one).stream())
            .filter(ResourceResult::failed)
            .map(ResourceResult::message)
            .toList();
    deleteHooks(HookRules.DeletePolicy.HOOK_FAILED, RunPhase.FAILED);
    deleteHooks(HookRules.DeletePolicy.HOOK_SUCCEEDED, RunPhase.SUCCEEDED);
    return end(RunPhase.FAILED, SyncMessages.failed(message, reasons, hookReasons));
  }

  private List<String> reasons() {
    return tasks.stream()
        .filter(one -> one.phase() != SyncPhase.SYNC_FAIL)
        .flatMap(one -> results.of(one).stream())
        .filter(one -> one.code() == ResultCode.SYNC_FAILED)
        .map(ResourceResult::message)
        .toList();
  }

  private StepAnswer succeeded(String message) {
    deleteHooks(HookRules.DeletePolicy.HOOK_SUCCEEDED, RunPhase.SUCCEEDED);
    return end(RunPhase.SUCCEEDED, message);
  }

  private void deleteHooks(HookRules.DeletePolicy policy, RunPhase ended) {
    for (var task : matching(SyncTask::hook)) {
      if (results.has(task) && results.run(task) == ended && isDeletedAfter(task, policy)) {
        delete(task);
      }
    }
  }

  private static boolean isDeletedAfter(SyncTask task, HookRules.DeletePolicy policy) {
    return HookRules.deletePolicies(task.object()).contains(policy);
  }

  private void delete(SyncTask task) {
    task.live().ifPresent(one -> writer.delete(one, SyncOptionRules.propagation(input.options())));
  }

  /** Stops: running hooks are deleted, what is done stays done. */
  public StepAnswer terminate() {
    for (var task : matching(SyncTask::hook)) {
      boolean ran = results.has(task) && results.running(task);
      if (ran) {
        observe(task);
      }
      task.live().ifPresent(writer::release);
      if (ran && !results.run(task).ended()) {
        delete(task);
        results.update(task, RunPhase.FAILED, "Terminated");
      } else if (ran && isDeletedAfter(task, HookRules.DeletePolicy.HOOK_FAILED)) {
        delete(task);
      }
    }
    return end(RunPhase.FAILED, "Operation terminated");
  }

  private List<SyncTask> matching(Predicate<SyncTask> wanted) {
    return tasks.stream().filter(wanted).toList();
  }

  private StepAnswer running(String message) {
    return new StepAnswer(RunPhase.RUNNING, message, results.all());
  }

  private StepAnswer end(RunPhase phase, String message) {
    return new StepAnswer(phase, message, results.all());
  }
}
