package io.openluffy.application.sync;

import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plans a sync: which objects, in which phase and wave, in which order. Pure. */
public final class SyncPlanner {
  private static final Comparator<SyncTask> ORDER =
      Comparator.comparing(SyncTask::phase)
          .thenComparingInt(SyncTask::wave)
          .thenComparingInt(task -> KindOrder.of(task.object().kind()))
          .thenComparing(task -> task.object().name());

  private SyncPlanner() {}

  /** All tasks in the order in which they are done. */
  public static List<SyncTask> plan(SyncInput input) {
    var tasks = new ArrayList<SyncTask>();
    var targeted = new HashSet<ResourceKey>();
    for (var target : input.targets()) {
      targeted.add(target.key());
      if (HookRules.isHook(target)) {
        tasks.addAll(hookTasks(input, target));
      } else if (!HookRules.isSkipped(target) && wanted(input, target)) {
        var live = input.liveOf(target.key());
        tasks.add(
            new SyncTask(
                SyncPhase.SYNC,
                WaveRules.of(target),
                java.util.Optional.of(target),
                live,
                false,
                true));
      }
    }
    tasks.addAll(pruneTasks(input, targeted));
    var waved = PruneWaves.arranged(tasks, input.options());
    input.namespace().ifPresent(namespace -> waved.add(namespaceTask(input, namespace, waved)));
    return ordered(waved);
  }

  private static boolean wanted(SyncInput input, Manifest target) {
    if (!input.operation().selects(target.key())) {
      return false;
    }
    return !input.has("ApplyOutOfSyncOnly=true") || input.differing().contains(target.key());
  }

  private static List<SyncTask> hookTasks(SyncInput input, Manifest hook) {
    var tasks = new ArrayList<SyncTask>();
    if (input.operation().skipsHooks()) {
      return tasks;
    }
    for (var phase : HookRules.phases(hook)) {
      var named = named(input, hook, phase);
      var live = input.liveOf(named.key());
      tasks.add(
          new SyncTask(phase, WaveRules.of(hook), java.util.Optional.of(named), live, true, true));
    }
    return tasks;
  }

  /** Hooks without a name get one that is the same however often this operation is resumed. */
  static Manifest named(SyncInput input, Manifest hook, SyncPhase phase) {
    if (!hook.name().isEmpty()) {
      return hook;
    }
    var revision = input.revision();
    var sha = revision.length() >= 8 ? revision.substring(0, 7) : revision;
    var name =
        hook.text("/metadata/generateName")
            + (sha + "-" + phase.text() + "-" + input.startedAt().getEpochSecond())
                .toLowerCase(Locale.ROOT);
    return input
        .marking()
        .apply(
            hook.with(
                copy -> {
                  copy.withObject("/metadata").put("name", name).remove("generateName");
                  return copy;
                }));
  }

  private static List<SyncTask> pruneTasks(SyncInput input, Set<ResourceKey> targeted) {
    var tasks = new ArrayList<SyncTask>();
    for (var live : input.live().values()) {
      boolean ours =
          !targeted.contains(live.key())
              && !HookRules.isHook(live)
              && !HookRules.isSkipped(live)
              && input.operation().selects(live.key())
              && input.namespace().filter(one -> one.key().equals(live.key())).isEmpty();
      if (ours) {
        tasks.add(
            new SyncTask(
                SyncPhase.SYNC,
                WaveRules.of(live),
                java.util.Optional.empty(),
                java.util.Optional.of(live),
                false,
                true));
      }
    }
    return tasks;
  }

  /** The namespace comes in phase PreSync, before the first wave of it. */
  private static SyncTask namespaceTask(
      SyncInput input, Manifest namespace, List<SyncTask> others) {
    int first =
        others.stream()
            .filter(one -> one.phase() == SyncPhase.PRE_SYNC)
            .mapToInt(SyncTask::wave)
            .min()
            .orElse(0);
    var live = input.liveOf(namespace.key());
    return new SyncTask(
        SyncPhase.PRE_SYNC,
        Math.min(first, 0),
        java.util.Optional.of(namespace),
        live,
        false,
        false);
  }

  /** By phase, wave, kind and name; then namespaces and definitions go before their users. */
  static List<SyncTask> ordered(List<SyncTask> tasks) {
    var sorted = new ArrayList<>(tasks);
    sorted.sort(ORDER);
    for (int i = 0; i < sorted.size(); i++) {
      int at = firstUser(sorted, i);
      if (at < i) {
        var moved = sorted.remove(i);
        sorted.add(at, moved.in(sorted.get(at).phase(), sorted.get(at).wave()));
      }
    }
    return sorted;
  }

  private static int firstUser(List<SyncTask> sorted, int provider) {
    var task = sorted.get(provider);
    if (task.prune()) {
      return provider;
    }
    for (int i = 0; i < provider; i++) {
      if (uses(sorted.get(i), task.object())) {
        return i;
      }
    }
    return provider;
  }

  private static boolean uses(SyncTask user, Manifest provider) {
    var key = user.key();
    if (provider.gvk().groupKind().equals("/Namespace")) {
      return key.namespace().equals(provider.name());
    }
    return defines(provider, key);
  }

  /** Whether it is the definition of the object's kind. */
  public static boolean defines(Manifest definition, ResourceKey key) {
    return definition.kind().equals("CustomResourceDefinition")
        && definition.text("/spec/group").equals(key.group())
        && definition.text("/spec/names/kind").equals(key.kind());
  }

  /** Whether the sync has more than one phase or wave. */
  static boolean isMultiStep(List<SyncTask> tasks) {
    if (tasks.isEmpty()) {
      return false;
    }
    var first = tasks.getFirst();
    var last = tasks.getLast();
    return first.phase() != last.phase() || first.wave() != last.wave();
  }
}
