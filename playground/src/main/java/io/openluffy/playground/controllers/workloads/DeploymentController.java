package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.Owned;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import io.openluffy.playground.controllers.workloads.ProgressRules.Note;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries a Deployment from template to template by growing and shrinking ReplicaSets. */
public final class DeploymentController implements SimulatedController {
  private static final Owned OWNED = new Owned(Kinds.DEPLOYMENTS, "Deployment", Kinds.REPLICA_SETS);

  private final World world;
  private final ReplicaSets sets;
  private final Adoption adoption;

  public DeploymentController(World world, EventWriter events) {
    this.world = world;
    this.sets = new ReplicaSets(world, events);
    this.adoption = new Adoption(world);
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    // A Recreate waits until the last old pod is gone.
    if (change.kind() == Change.Kind.DELETED && change.key().type().equals(Kinds.PODS)) {
      return Fields.controller(change.object())
          .flatMap(
              owner ->
                  world.get(
                      ObjectKey.of(
                          Kinds.REPLICA_SETS,
                          change.key().namespace(),
                          owner.path("name").asText())))
          .flatMap(Fields::controller)
          .map(
              owner ->
                  List.of(
                      ObjectKey.of(
                          Kinds.DEPLOYMENTS,
                          change.key().namespace(),
                          owner.path("name").asText())))
          .orElse(List.of());
    }
    return OWNED.affectedBy(change);
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var deployment = found.get();
    adoption.adopt(deployment, Kinds.REPLICA_SETS, ReplicaSets.owner(deployment));
    var all = world.controlledBy(deployment, Kinds.REPLICA_SETS);
    var note =
        Fields.isTerminating(deployment)
            ? Optional.<Note>empty()
            : pauseNote(deployment).or(() -> roll(deployment, all, now));
    // Written before anything else is, so that a watcher sees it; that brings us back here.
    return note.isPresent() && tell(key, note.get(), now) ? Optional.empty() : report(key, now);
  }

  private boolean tell(ObjectKey key, Note note, Instant now) {
    var deployment = world.get(key);
    var status = deployment.flatMap(found -> ProgressRules.noted(found, note, now));
    status.ifPresent(noted -> world.setStatus(deployment.orElseThrow(), noted));
    return status.isPresent();
  }

  /** One step of the rollout; what is worth a note in the status. */
  private Optional<Note> roll(ObjectNode deployment, List<ObjectNode> all, Instant now) {
    var replicas = ReplicaSets.wanted(deployment);
    var paused = deployment.at("/spec/paused").asBoolean();
    var fresh = ReplicaSets.fresh(deployment, all);
    var old = without(all, fresh);
    if (paused || all.stream().anyMatch(set -> ReplicaSets.isSizedForAnother(set, replicas))) {
      resize(deployment, fresh, old, now);
      return Optional.empty();
    }
    if (fresh.isEmpty()) {
      return begin(deployment, old, now);
    }
    sets.number(deployment, fresh.get(), old);
    if (ReplicaSets.isRecreate(deployment)) {
      recreate(deployment, fresh.get(), old, now);
    } else {
      update(deployment, fresh.get(), old, now);
    }
    if (ProgressRules.isComplete(deployment, deployment.path("status"))) {
      sets.forget(deployment, old);
    }
    var name = Fields.name(fresh.get());
    return ProgressRules.progressing(deployment.path("status")).isEmpty()
        ? Optional.of(
            new Note("True", "FoundNewReplicaSet", "Found new replica set \"" + name + "\""))
        : Optional.empty();
  }

  private Optional<Note> begin(ObjectNode deployment, List<ObjectNode> old, Instant now) {
    if (ReplicaSets.isRecreate(deployment) && !isEmptied(deployment, old, now)) {
      return Optional.empty();
    }
    var created = sets.create(deployment, old, now);
    if (created.isEmpty()) {
      var status = Trees.child(deployment, "status").deepCopy();
      status.put("collisionCount", status.path("collisionCount").asInt() + 1);
      world.setStatus(deployment, status);
      return Optional.empty();
    }
    sets.number(deployment, created.get(), old);
    var name = Fields.name(created.get());
    return Optional.of(
        new Note("True", "NewReplicaSetCreated", "Created new replica set \"" + name + "\""));
  }

  private void update(ObjectNode deployment, ObjectNode fresh, List<ObjectNode> old, Instant now) {
    var replicas = ReplicaSets.wanted(deployment);
    var bounds = RolloutRules.bounds(deployment, replicas);
    var all = old.stream().mapToInt(ReplicaSets::wanted).sum() + ReplicaSets.wanted(fresh);
    var size = RolloutRules.newSize(replicas, bounds, ReplicaSets.wanted(fresh), all);
    if (sets.scale(deployment, fresh, size, now)) {
      return;
    }
    if (old.stream().anyMatch(ReplicaSets::isChanging)) {
      // Its numbers are of before; when they come there is another round.
      return;
    }
    var sizes = old.stream().map(ReplicaSets::size).toList();
    apply(
        deployment,
        old,
        RolloutRules.oldSizes(replicas, bounds, ReplicaSets.size(fresh), sizes),
        now);
  }

  private void recreate(
      ObjectNode deployment, ObjectNode fresh, List<ObjectNode> old, Instant now) {
    if (isEmptied(deployment, old, now)) {
      sets.scale(deployment, fresh, ReplicaSets.wanted(deployment), now);
    }
  }

  /** Shrinks old sets to nothing; true once none of their pods runs any more. */
  private boolean isEmptied(ObjectNode deployment, List<ObjectNode> old, Instant now) {
    var shrunk = false;
    for (var set : old) {
      shrunk |= ReplicaSets.wanted(set) > 0 && sets.scale(deployment, set, 0, now);
    }
    return !shrunk
        && old.stream()
            .flatMap(set -> world.controlledBy(set, Kinds.PODS).stream())
            .allMatch(PodCounts::isFinished);
  }

  /** Follows a new number of replicas in the middle of a rollout, or while it is paused. */
  private void resize(
      ObjectNode deployment, Optional<ObjectNode> fresh, List<ObjectNode> old, Instant now) {
    var replicas = ReplicaSets.wanted(deployment);
    var all = new ArrayList<>(old);
    fresh.ifPresent(all::add);
    var active = all.stream().filter(set -> ReplicaSets.wanted(set) > 0).toList();
    if (active.size() <= 1) {
      var only = active.isEmpty() ? fresh : Optional.of(active.getFirst());
      only.ifPresent(set -> sets.scale(deployment, set, replicas, now));
    } else if (!ReplicaSets.isRecreate(deployment)) {
      var bounds = RolloutRules.bounds(deployment, replicas);
      var sizes = active.stream().map(ReplicaSets::size).toList();
      apply(deployment, active, RolloutRules.proportional(replicas, bounds, sizes), now);
    }
  }

  private void apply(
      ObjectNode deployment, List<ObjectNode> all, Map<String, Integer> sizes, Instant now) {
    var order = List.copyOf(sizes.keySet());
    var sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingInt(set -> order.indexOf(Fields.name(set))));
    for (var set : sorted) {
      var size = sizes.getOrDefault(Fields.name(set), ReplicaSets.wanted(set));
      if (size > 0 || ReplicaSets.wanted(set) > 0) {
        sets.scale(deployment, set, size, now);
      }
    }
  }

  private static Optional<Note> pauseNote(ObjectNode deployment) {
    var paused = deployment.at("/spec/paused").asBoolean();
    var reason = ProgressRules.progressing(deployment.path("status")).path("reason").asText();
    if (reason.equals("ProgressDeadlineExceeded")) {
      return Optional.empty();
    }
    if (paused && !reason.equals("DeploymentPaused")) {
      return Optional.of(new Note("Unknown", "DeploymentPaused", "Deployment is paused"));
    }
    return !paused && reason.equals("DeploymentPaused")
        ? Optional.of(new Note("Unknown", "DeploymentResumed", "Deployment is resumed"))
        : Optional.empty();
  }

  private Optional<Instant> report(ObjectKey key, Instant now) {
    var deployment = world.get(key).orElse(null);
    if (deployment == null) {
      return Optional.empty();
    }
    var all = world.controlledBy(deployment, Kinds.REPLICA_SETS);
    var fresh = ReplicaSets.fresh(deployment, all);
    var status = ProgressRules.status(deployment, fresh, all, now);
    world.setStatus(deployment, status);
    return ProgressRules.deadline(deployment, status);
  }

  private static List<ObjectNode> without(List<ObjectNode> all, Optional<ObjectNode> fresh) {
    return all.stream()
        .filter(set -> !fresh.map(Fields::uid).equals(Optional.of(Fields.uid(set))))
        .toList();
  }
}
