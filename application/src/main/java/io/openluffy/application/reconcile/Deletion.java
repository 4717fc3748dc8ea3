package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.sync.HookRules;
import io.openluffy.application.sync.HookType;
import io.openluffy.application.sync.ObjectWriter;
import io.openluffy.application.sync.SyncOptionRules;
import io.openluffy.application.sync.WaveRules;
import io.openluffy.application.target.Fetching;
import io.openluffy.application.target.Targets;
import io.openluffy.application.target.TrackingRules;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.DeleteOptions.Propagation;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes an application's objects with it, when its finalizer says so: hooks first, then wave by
 * wave from the last to the first, then hooks again.
 */
final class Deletion {
  static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
  private static final Set<String> OURS =
      Set.of(
          FINALIZER,
          FINALIZER + "/foreground",
          FINALIZER + "/background",
          "pre-delete-finalizer.argocd.argoproj.io",
          "post-delete-finalizer.argocd.argoproj.io",
          "pre-delete-finalizer.argocd.argoproj.io/cleanup",
          "post-delete-finalizer.argocd.argoproj.io/cleanup");
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final ApplicationResources resources;
  private final Destinations destinations;
  private final Records records;
  private final Targets targets;
  private final InstantSource time;

  Deletion(
      ApplicationResources resources,
      Destinations destinations,
      Records records,
      Targets targets,
      InstantSource time) {
    this.targets = targets;
    this.resources = resources;
    this.destinations = destinations;
    this.records = records;
    this.time = time;
  }

  Outcome goOn(ApplicationName name, Manifest resource, Optional<ApplicationSpec> spec) {
    var finalizers = ApplicationResources.finalizers(resource);
    if (finalizers.stream().noneMatch(OURS::contains)) {
      return Outcome.done();
    }
    boolean cascades = cascades(finalizers);
    var objects = spec.flatMap(one -> destinations.find(one.destination()));
    if (objects.isPresent() && (cascades || DeleteHookFinalizers.areIn(finalizers))) {
      var waiting = cascade(name, resource, spec.orElseThrow(), objects.get(), finalizers);
      if (waiting.isPresent()) {
        return waiting.get();
      }
    }
    records.journal(
        Actor.OPENLUFFY, Records.fact("application.deleted", name, Map.of("cascade", cascades)));
    release(name, finalizers);
    records.forget(name);
    return Outcome.done();
  }

  private void release(ApplicationName name, List<String> finalizers) {
    var patch = JsonNodeFactory.instance.objectNode();
    var left = patch.putObject("metadata").putArray("finalizers");
    finalizers.stream().filter(one -> !OURS.contains(one)).forEach(left::add);
    resources.patch(name, patch);
  }

  private Optional<Outcome> cascade(
      ApplicationName name,
      Manifest resource,
      ApplicationSpec spec,
      LiveObjects objects,
      List<String> finalizers) {
    objects.follow(records.of(name).kindsInUse());
    var hooks = deleteHooks(name, spec, objects);
    var before = run(name, resource, hooks, HookType.PRE_DELETE, objects);
    if (before.isPresent()) {
      return before;
    }
    var mine =
        objects.marked(name.instance()).stream()
            .filter(one -> cascades(finalizers) && isDeleted(resource, one, spec))
            .toList();
    if (!mine.isEmpty()) {
      return Optional.of(deleteLastWave(resource, spec, mine, objects, finalizers));
    }
    var after = run(name, resource, hooks, HookType.POST_DELETE, objects);
    if (after.isEmpty()) {
      hooks.stream()
          .flatMap(one -> objects.find(one.key()).stream())
          .filter(one -> Neighbours.owner(name, one).isEmpty())
          .forEach(one -> writer(objects).delete(one, Propagation.BACKGROUND));
    }
    return after;
  }

  private static boolean isDeleted(Manifest application, Manifest live, ApplicationSpec spec) {
    return live.at("/metadata/ownerReferences").isEmpty()
        && TrackingRules.describesItself(live)
        && !HookRules.runsOnDeletion(live)
        && !live.uid().equals(application.uid())
        && SyncOptionRules.deletedWithApplication(live, spec.syncPolicy().syncOptions());
  }

  private Outcome deleteLastWave(
      Manifest resource,
      ApplicationSpec spec,
      List<Manifest> mine,
      LiveObjects objects,
      List<String> finalizers) {
    var options = spec.syncPolicy().syncOptions();
    boolean approved =
        ApplicationResources.approvedAt(resource)
            .filter(at -> !at.isBefore(resource.deletedAt().orElse(at)))
            .isPresent();
    var unapproved =
        mine.stream().filter(one -> SyncOptionRules.confirmsDeletion(one, options)).findFirst();
    if (unapproved.isPresent() && !approved) {
      return unapproved(resource, unapproved.get());
    }
    int last = mine.stream().mapToInt(WaveRules::of).max().orElse(0);
    var propagation =
        finalizers.contains(FINALIZER + "/background")
            ? Propagation.BACKGROUND
            : Propagation.FOREGROUND;
    for (var object : mine) {
      if (WaveRules.of(object) == last && object.deletedAt().isEmpty()) {
        writer(objects).delete(object, propagation);
      }
    }
    return Outcome.waiting(
        "Deleting", mine.size() + " objects are still there.", time.instant().plus(LOOK_AGAIN));
  }

  private Outcome unapproved(Manifest resource, Manifest object) {
    var message =
        "Waiting for approval of the deletion of "
            + object.key().groupKindName()
            + ". Approve it by the annotation "
            + ApplicationResources.APPROVED
            + " with the present time.";
    condition(
        resource, new ConditionView(ConditionView.DELETION_APPROVAL, message, time.instant()));
    return Outcome.waiting("DeletionApproval", message);
  }

  private void condition(Manifest resource, ConditionView condition) {
    var status = new StatusJson(resource, time.instant()).conditions(List.of(condition)).json();
    resources.writeStatus(resource, status, JsonNodeFactory.instance.objectNode());
  }

  private static boolean cascades(List<String> finalizers) {
    return finalizers.stream().anyMatch(one -> one.startsWith(FINALIZER));
  }

  private List<Manifest> deleteHooks(
      ApplicationName name, ApplicationSpec spec, LiveObjects objects) {
    return records
        .of(name)
        .last()
        .flatMap(records::objects)
        .orElseGet(() -> fromGit(name, spec, objects))
        .stream()
        .filter(HookRules::runsOnDeletion)
        .peek(one -> objects.follow(List.of(one.gvk())))
        .toList();
  }

  /** Nothing was ever synced, because there are hooks alone. */
  private List<Manifest> fromGit(ApplicationName name, ApplicationSpec spec, LiveObjects objects) {
    try {
      var revisions = targets.resolve(spec, Fetching.NONE, List.of());
      return targets.of(name, spec, revisions, objects.cluster()).deleteHooks();
    } catch (ProblemException e) {
      if (e.problem().blame() == Blame.USER) {
        return List.of();
      }
      throw e;
    }
  }

  /** Runs the hooks of a type; empty when all have succeeded. */
  private Optional<Outcome> run(
      ApplicationName name,
      Manifest resource,
      List<Manifest> hooks,
      HookType type,
      LiveObjects objects) {
    for (var hook : hooks) {
      if (!HookRules.types(hook).contains(type)) {
        continue;
      }
      var live = objects.find(hook.key());
      if (live.isEmpty()) {
        objects.observed(objects.cluster().apply(hook, ApplyOptions.forced()));
        return Optional.of(waiting(type, hook));
      }
      var owner = Neighbours.owner(name, live.get());
      if (owner.isPresent()) {
        return Optional.of(failed(resource, type, hook, "belongs to " + owner.get()));
      }
      var health = Comparer.health(live);
      switch (health.map(one -> one.health()).orElse(io.openluffy.application.Health.HEALTHY)) {
        case HEALTHY -> {}
        case DEGRADED, UNKNOWN -> {
          writer(objects).delete(live.get(), Propagation.BACKGROUND);
          return Optional.of(failed(resource, type, hook, "failed"));
        }
        case PROGRESSING, SUSPENDED, MISSING -> {
          return Optional.of(waiting(type, hook));
        }
      }
    }
    return Optional.empty();
  }

  private Outcome waiting(HookType type, Manifest hook) {
    return Outcome.waiting(
        type.text() + "Hook",
        "Waiting for completion of hook " + hook.key().groupKindName() + ".",
        time.instant().plus(LOOK_AGAIN));
  }

  private Outcome failed(Manifest resource, HookType type, Manifest hook, String why) {
    var message = type.text() + " hook " + hook.namespace() + "/" + hook.name() + " " + why + ".";
    condition(resource, new ConditionView(ConditionView.DELETION_ERROR, message, time.instant()));
    return Outcome.waiting(
        "DeletionError", message, time.instant().plus(LOOK_AGAIN.multipliedBy(6)));
  }

  private static ObjectWriter writer(LiveObjects objects) {
    return new ObjectWriter(objects.cluster(), objects::observed);
  }
}
