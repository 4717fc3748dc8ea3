package io.openluffy.application.sync;

import io.openluffy.kube.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of an operation so far, in the order in which they came. */
final class Results {
  private record Id(ResourceKey key, SyncPhase phase) {}

  private final Map<Id, ResourceResult> byTask = new LinkedHashMap<>();

  Results(List<ResourceResult> before) {
    before.forEach(one -> byTask.put(new Id(one.key(), one.phase()), one));
  }

  Optional<ResourceResult> of(SyncTask task) {
    return Optional.ofNullable(byTask.get(new Id(task.key(), task.phase())));
  }

  boolean has(SyncTask task) {
    return of(task).isPresent();
  }

  RunPhase run(SyncTask task) {
    return of(task).map(ResourceResult::run).orElse(RunPhase.RUNNING);
  }

  boolean running(SyncTask task) {
    return of(task).filter(one -> one.run() == RunPhase.RUNNING).isPresent();
  }

  boolean failed(SyncTask task) {
    return of(task).filter(ResourceResult::failed).isPresent();
  }

  synchronized void put(SyncTask task, ResultCode code, RunPhase run, String message) {
    var images = task.target().map(ImageRules::of).orElse(List.of());
    byTask.put(
        new Id(task.key(), task.phase()),
        new ResourceResult(
            task.key(),
            task.object().gvk().version(),
            task.phase(),
            code,
            message,
            task.hook(),
            run,
            images));
  }

  void update(SyncTask task, RunPhase run, String message) {
    of(task).ifPresent(one -> byTask.put(new Id(task.key(), task.phase()), one.with(run, message)));
  }

  boolean isEmpty() {
    return byTask.isEmpty();
  }

  List<ResourceResult> all() {
    return List.copyOf(byTask.values());
  }
}
