package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.application.SyncStatus;
import io.openluffy.application.diff.DiffRules;
import io.openluffy.application.health.HealthRules;
import io.openluffy.application.health.HealthTotals;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.IgnoreDifference;
import io.openluffy.application.sync.HookRules;
import io.openluffy.application.sync.OwnerRules;
import io.openluffy.application.target.Digests;
import io.openluffy.application.target.TargetSet;
import io.openluffy.application.target.TrackingRules;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Compares targets with live objects; asks the server only about what differs locally. */
final class Comparer {
  private static final String COMPARE_OPTIONS = "argocd.argoproj.io/compare-options";
  private static final int HELD = 20_000;

  private record Asked(String cluster, ResourceKey key) {}

  private record Verdict(String manifest, String version, Optional<Manifest> predicted) {}

  private final InstantSource time;
  private final Projects projects;
  private final Map<Asked, Verdict> verdicts = new ConcurrentHashMap<>();
  private final Map<Asked, Look> looks = new ConcurrentHashMap<>();

  /**
   * The last comparison of an object, so that only what has changed is compared again.
   *
   * @param plainly whether every declared field had just the declared value
   * @param accepted whether the server is known to take this target
   */
  private record Look(
      Manifest desired,
      Manifest live,
      List<IgnoreDifference> ignored,
      boolean plainly,
      boolean accepted,
      boolean modified) {
    @SuppressWarnings("ReferenceEquality") // the same rendering is the same object
    boolean isOf(Manifest target, List<IgnoreDifference> ignore) {
      return desired == target && ignored.equals(ignore);
    }

    @SuppressWarnings("ReferenceEquality") // the same state is the same object
    boolean isOf(Manifest target, Manifest state, List<IgnoreDifference> ignore) {
      return live == state && isOf(target, ignore);
    }
  }

  Comparer(InstantSource time, Projects projects) {
    this.time = time;
    this.projects = projects;
  }

  Compared compare(
      ApplicationName name, ApplicationSpec spec, TargetSet target, LiveObjects objects) {
    var states = new ArrayList<ObjectState>();
    var conditions = new ArrayList<ConditionView>(target.warnings());
    var seen = new HashSet<ResourceKey>();
    for (var desired : target.objects()) {
      var live = live(desired, objects);
      seen.add(desired.key());
      live.ifPresent(one -> seen.add(one.key()));
      live.flatMap(one -> shared(name, one)).ifPresent(conditions::add);
      states.add(wanted(spec, desired, live, objects.cluster()));
    }
    target.deleteHooks().forEach(one -> seen.add(one.key()));
    for (var live : objects.marked(name.instance())) {
      if (!seen.contains(live.key())
          && isManaged(live)
          && projects.refusal(spec, target, live, objects.cluster()).isEmpty()) {
        states.add(extra(live));
      }
    }
    return new Compared(states, status(states), total(states), conditions);
  }

  /** The live object, watched; asked for when its kind is not. */
  private static Optional<Manifest> live(Manifest desired, LiveObjects objects) {
    if (desired.name().isEmpty()) {
      return Optional.empty();
    }
    return objects.find(desired.key()).or(() -> objects.find(desired.key().withNamespace("")));
  }

  private static boolean isManaged(Manifest live) {
    return live.at("/metadata/ownerReferences").isEmpty() && TrackingRules.describesItself(live);
  }

  private ObjectState wanted(
      ApplicationSpec spec, Manifest desired, Optional<Manifest> live, Cluster cluster) {
    boolean hook = HookRules.isHook(desired);
    if (hook || HookRules.isSkipped(desired)) {
      return new ObjectState(
          desired.key(), Optional.of(desired), live, Optional.empty(), hook, false, health(live));
    }
    if (live.filter(
                one ->
                    one.annotation(TrackingRules.ANNOTATION).isPresent()
                        && !TrackingRules.describesItself(one))
            .isPresent()
        && !desired.key().equals(live.get().key().withNamespace(desired.namespace()))) {
      return new ObjectState(
          desired.key(), Optional.of(desired), live, Optional.empty(), false, false, health(live));
    }
    boolean differs = live.isEmpty() || modified(spec, desired, live.get(), cluster);
    var sync = differs ? SyncStatus.OUT_OF_SYNC : SyncStatus.SYNCED;
    return new ObjectState(
        desired.key(), Optional.of(desired), live, Optional.of(sync), false, true, health(live));
  }

  private static ObjectState extra(Manifest live) {
    boolean hook = HookRules.isHook(live) || HookRules.isSkipped(live);
    var ignored = live.annotation(COMPARE_OPTIONS).orElse("").contains("IgnoreExtraneous");
    return new ObjectState(
        live.key(),
        Optional.empty(),
        Optional.of(live),
        hook ? Optional.empty() : Optional.of(SyncStatus.OUT_OF_SYNC),
        hook,
        !hook && !ignored,
        health(Optional.of(live)));
  }

  private Optional<ConditionView> shared(ApplicationName name, Manifest live) {
    return TrackingRules.instance(live)
        .filter(instance -> !instance.equals(name.instance()))
        .map(
            instance ->
                new ConditionView(
                    ConditionView.SHARED_RESOURCE,
                    live.kind()
                        + "/"
                        + live.name()
                        + " is part of applications "
                        + name
                        + " and "
                        + instance,
                    time.instant()));
  }

  /** Whether a sync would change the object. */
  private boolean modified(ApplicationSpec spec, Manifest desired, Manifest live, Cluster cluster) {
    var ignore = spec.ignoreDifferences();
    var asked = new Asked(cluster.name(), desired.key());
    var before = Optional.ofNullable(looks.get(asked)).filter(one -> one.isOf(desired, ignore));
    if (before.isPresent() && before.get().isOf(desired, live, ignore)) {
      return before.get().modified();
    }
    var look = look(desired, live, spec, before, cluster);
    if (looks.size() > HELD) {
      looks.clear();
    }
    looks.put(asked, look);
    return look.modified();
  }

  /**
   * What had just the declared value once, and has another now, was changed by somebody: the server
   * spells nothing of it in its own way, so there is no need to ask it.
   */
  private Look look(
      Manifest desired,
      Manifest live,
      ApplicationSpec spec,
      Optional<Look> before,
      Cluster cluster) {
    var ignore = spec.ignoreDifferences();
    boolean accepted = before.filter(Look::accepted).isPresent();
    if (!DiffRules.differs(desired, live, ignore, ApplyOptions.OPENLUFFY)) {
      return new Look(desired, live, ignore, true, true, false);
    }
    boolean takesOver =
        !spec.syncPolicy().syncOptions().contains(OwnerRules.OFF) && OwnerRules.mayTakeOver(live);
    if (before.filter(Look::plainly).isPresent()
        || (takesOver && DiffRules.dropsClientSide(desired, live, ignore))) {
      return new Look(desired, live, ignore, false, accepted, true);
    }
    boolean modified =
        predicted(desired, live, cluster)
            .map(predicted -> DiffRules.changes(predicted, live, ignore))
            .orElse(true);
    return new Look(desired, live, ignore, false, accepted || !modified, modified);
  }

  /** What the server would make of it; empty when it refuses. Asked once per state of the two. */
  Optional<Manifest> predicted(Manifest desired, Manifest live, Cluster cluster) {
    var asked = new Asked(cluster.name(), desired.key());
    var manifest = Digests.of(desired.view());
    var known = verdicts.get(asked);
    if (known != null
        && known.manifest.equals(manifest)
        && known.version.equals(live.resourceVersion())) {
      return known.predicted;
    }
    var predicted = ask(desired, cluster);
    if (verdicts.size() > HELD) {
      verdicts.clear();
    }
    verdicts.put(asked, new Verdict(manifest, live.resourceVersion(), predicted));
    return predicted;
  }

  private static Optional<Manifest> ask(Manifest desired, Cluster cluster) {
    try {
      return Optional.of(cluster.apply(desired, ApplyOptions.forced().asDryRun()));
    } catch (ProblemException e) {
      if (KubeProblems.is(e, KubeProblems.UNREACHABLE)
          || KubeProblems.is(e, KubeProblems.TIMEOUT)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Whether the server is known to take the target, be it in general or in the live state. */
  boolean tried(
      Manifest desired, Optional<Manifest> live, List<IgnoreDifference> ignore, Cluster cluster) {
    var look = looks.get(new Asked(cluster.name(), desired.key()));
    if (look != null && look.accepted() && look.isOf(desired, ignore)) {
      return true;
    }
    var known = verdicts.get(new Asked(cluster.name(), desired.key()));
    return known != null
        && known.predicted.isPresent()
        && live.filter(one -> one.resourceVersion().equals(known.version)).isPresent()
        && known.manifest.equals(Digests.of(desired.view()));
  }

  static Optional<HealthAnswer> health(Optional<Manifest> live) {
    if (live.isEmpty()) {
      return Optional.of(HealthAnswer.of(Health.MISSING));
    }
    if (live.get().deletedAt().isPresent()
        && !live.get().at("/metadata/finalizers").toString().contains(HookRules.FINALIZER)) {
      return Optional.of(new HealthAnswer(Health.PROGRESSING, "Pending deletion"));
    }
    return HealthRules.of(live.get());
  }

  private static SyncStatus status(List<ObjectState> states) {
    return states.stream().anyMatch(one -> one.counts() && one.outOfSync())
        ? SyncStatus.OUT_OF_SYNC
        : SyncStatus.SYNCED;
  }

  /** The worst counts; what is missing counts only when everything is. */
  static HealthAnswer total(List<ObjectState> states) {
    var counted =
        states.stream()
            .filter(one -> !one.hook() && one.sync().isPresent())
            .filter(one -> one.desired().isPresent() || one.live().isPresent())
            .filter(one -> !HealthRules.isIgnored(one.object()))
            .toList();
    var present = counted.stream().filter(one -> one.live().isPresent()).toList();
    if (!counted.isEmpty() && present.isEmpty()) {
      return HealthAnswer.of(Health.MISSING);
    }
    return HealthTotals.worst(
        present.stream()
            .filter(one -> !isLesserChild(one))
            .flatMap(one -> one.health().stream())
            .toList());
  }

  private static boolean isLesserChild(ObjectState state) {
    return state.object().gvk().groupKind().equals("argoproj.io/Application")
        && state
            .health()
            .filter(one -> one.health() == Health.MISSING || one.health() == Health.UNKNOWN)
            .isPresent();
  }
}
