package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the numbered pods of a StatefulSet, made in order and taken away in reverse. */
public final class StatefulSetController implements SimulatedController {
  static final String REVISION = "controller-revision-hash";
  private static final Owned OWNED = new Owned(Kinds.STATEFUL_SETS, "StatefulSet", Kinds.PODS);

  private final World world;
  private final Revisions revisions;
  private final StatefulPods pods;

  public StatefulSetController(World world, EventWriter events) {
    this.world = world;
    this.revisions = Revisions.ofStatefulSets(world);
    this.pods = new StatefulPods(world, events);
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    return OWNED.affectedBy(change);
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var set = found.get();
    if (Fields.isTerminating(set)) {
      return Optional.empty();
    }
    var update = revisions.present(set);
    var before = set.at("/status/currentRevision").asText();
    var current = before.isEmpty() ? update : before;
    var all = byOrdinal(set);
    step(set, all, current, update, now);
    revisions.forget(set, List.of(current, update));
    return report(set, all, current, update, now);
  }

  private NavigableMap<Integer, ObjectNode> byOrdinal(ObjectNode set) {
    var all = new TreeMap<Integer, ObjectNode>();
    for (var pod : world.controlledBy(set, Kinds.PODS)) {
      StatefulPods.ordinal(set, pod).ifPresent(i -> all.put(i, pod));
    }
    return all;
  }

  private void step(
      ObjectNode set,
      NavigableMap<Integer, ObjectNode> all,
      String current,
      String update,
      Instant now) {
    var start = set.at("/spec/ordinals/start").asInt();
    var end = start + ReplicaSets.wanted(set);
    var parallel = set.at("/spec/podManagementPolicy").asText().equals("Parallel");
    var partition = set.at("/spec/updateStrategy/rollingUpdate/partition").asInt();
    var made = false;
    for (var i = start; i < end; i++) {
      var pod = all.get(i);
      if (pod == null) {
        made = true;
        var revision = i < partition ? current : update;
        pods.create(set, revisions.template(set, revision), i, revision, now);
      } else if (PodCounts.isFinished(pod) && !Fields.isTerminating(pod)) {
        pods.delete(set, pod, now);
      }
      var waits = pod == null || !isHealthy(set, pod, now);
      if (waits && !parallel) {
        return;
      }
    }
    if (shrink(set, all, start, end, parallel, now) || made) {
      return;
    }
    if (!set.at("/spec/updateStrategy/type").asText().equals("OnDelete")) {
      update(set, all, Math.max(partition, start), update, now);
    }
  }

  /** Takes away what is too much, the last first; true when the rest has to wait for that. */
  private boolean shrink(
      ObjectNode set,
      NavigableMap<Integer, ObjectNode> all,
      int start,
      int end,
      boolean parallel,
      Instant now) {
    var ailing =
        all.entrySet().stream()
            .filter(one -> !isHealthy(set, one.getValue(), now))
            .map(Map.Entry::getKey)
            .findFirst();
    for (var surplus : all.descendingMap().entrySet()) {
      var ordinal = surplus.getKey();
      var pod = surplus.getValue();
      if (ordinal < end && ordinal >= start) {
        continue;
      }
      // In order means also: what ails further down has to get well first.
      var mayGo =
          parallel
              || isHealthy(set, pod, now)
              || ailing.filter(first -> first.equals(ordinal)).isPresent();
      if (mayGo && !Fields.isTerminating(pod)) {
        pods.delete(set, pod, now);
      }
      if (!parallel) {
        return true;
      }
    }
    return false;
  }

  /** Replaces one pod of an older revision, the highest first, while all above are well. */
  private void update(
      ObjectNode set,
      NavigableMap<Integer, ObjectNode> all,
      int partition,
      String update,
      Instant now) {
    for (var pod : all.descendingMap().entrySet()) {
      if (pod.getKey() < partition) {
        return;
      }
      if (!isOf(pod.getValue(), update)) {
        if (!Fields.isTerminating(pod.getValue())) {
          pods.delete(set, pod.getValue(), now);
        }
        return;
      }
      if (!isHealthy(set, pod.getValue(), now)) {
        return;
      }
    }
  }

  private static boolean isHealthy(ObjectNode set, ObjectNode pod, Instant now) {
    return !Fields.isTerminating(pod) && PodCounts.isAvailable(pod, PodCounts.minReady(set), now);
  }

  private static boolean isOf(JsonNode pod, String revision) {
    return Fields.labels(pod).path(REVISION).asText().equals(revision);
  }

  private Optional<Instant> report(
      ObjectNode set,
      NavigableMap<Integer, ObjectNode> all,
      String current,
      String update,
      Instant now) {
    var pods = List.copyOf(all.values());
    var alive = pods.stream().filter(pod -> !Fields.isTerminating(pod)).toList();
    var counts = PodCounts.of(alive, PodCounts.minReady(set), now);
    var updated = (int) alive.stream().filter(pod -> isOf(pod, update)).count();
    var replicas = ReplicaSets.wanted(set);
    var rolls = !set.at("/spec/updateStrategy/type").asText().equals("OnDelete");
    var done =
        rolls && updated == replicas && counts.ready() == replicas && pods.size() == replicas;
    var reached = done ? update : current;
    var ofCurrent = (int) alive.stream().filter(pod -> isOf(pod, reached)).count();
    var status = Trees.object().put("observedGeneration", Fields.generation(set));
    status.put("replicas", pods.size());
    ReplicaSetController.put(status, "readyReplicas", counts.ready());
    ReplicaSetController.put(status, "currentReplicas", ofCurrent);
    ReplicaSetController.put(status, "updatedReplicas", updated);
    status.put("currentRevision", reached).put("updateRevision", update);
    status.put("collisionCount", 0).put("availableReplicas", counts.available());
    world.setStatus(set, status);
    return counts.nextAvailable();
  }
}
