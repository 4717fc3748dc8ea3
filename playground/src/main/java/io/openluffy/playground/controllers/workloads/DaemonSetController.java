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
import io.openluffy.playground.controllers.loop.Selector;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps one pod of a DaemonSet on each node that its template selects. */
public final class DaemonSetController implements SimulatedController {
  private static final Owned OWNED = new Owned(Kinds.DAEMON_SETS, "DaemonSet", Kinds.PODS);

  private final World world;
  private final EventWriter events;
  private final Revisions revisions;

  public DaemonSetController(World world, EventWriter events) {
    this.world = world;
    this.events = events;
    this.revisions = Revisions.ofDaemonSets(world);
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    return change.key().type().equals(Kinds.NODES)
        ? world.list(Kinds.DAEMON_SETS, "").stream()
            .map(set -> Fields.key(Kinds.DAEMON_SETS, set))
            .toList()
        : OWNED.affectedBy(change);
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var set = found.get();
    var hash = World.hash(set.at("/spec/template"), 0);
    var pods = world.controlledBy(set, Kinds.PODS);
    var selector = set.at("/spec/template/spec/nodeSelector");
    var nodes =
        world.list(Kinds.NODES, "").stream()
            .filter(node -> Selector.containsAll(Fields.labels(node), selector))
            .toList();
    if (!Fields.isTerminating(set)) {
      remember(set, pods);
      place(set, nodes, pods, hash, now);
      replace(set, nodes, pods, hash, now);
    }
    var active = counted(nodes, pods.stream().filter(PodCounts::isActive).toList());
    var counts = PodCounts.of(active, PodCounts.minReady(set), now);
    report(set, nodes, active, counts, hash);
    return counts.nextAvailable();
  }

  private void remember(ObjectNode set, List<ObjectNode> pods) {
    var inUse = new ArrayList<String>();
    inUse.add(revisions.present(set));
    pods.stream()
        .map(pod -> Fields.labels(pod).path(DaemonPods.HASH).asText())
        .map(hash -> Fields.name(set) + "-" + hash)
        .forEach(inUse::add);
    revisions.forget(set, inUse);
  }

  private void place(
      ObjectNode set, List<ObjectNode> nodes, List<ObjectNode> pods, String hash, Instant now) {
    for (var node : nodes) {
      var here = pods.stream().filter(pod -> DaemonPods.isFor(pod, node)).toList();
      here.stream()
          .filter(PodCounts::isFinished)
          .filter(pod -> !Fields.isTerminating(pod))
          .forEach(pod -> delete(set, pod, now));
      if (here.isEmpty()) {
        create(set, node, hash, now);
      }
    }
    pods.stream()
        .filter(pod -> !Fields.isTerminating(pod))
        .filter(pod -> nodes.stream().noneMatch(node -> DaemonPods.isFor(pod, node)))
        .forEach(pod -> delete(set, pod, now));
  }

  private void create(ObjectNode set, ObjectNode node, String hash, Instant now) {
    var name = PodTemplate.prefix(set) + world.suffix();
    if (world.create(DaemonPods.pod(set, node, name, hash)).isPresent()) {
      events.normal(about(set), "SuccessfulCreate", "Created pod: " + name, now);
    }
  }

  private void replace(
      ObjectNode set, List<ObjectNode> nodes, List<ObjectNode> pods, String hash, Instant now) {
    var strategy = set.at("/spec/updateStrategy");
    if (strategy.path("type").asText().equals("OnDelete")) {
      return;
    }
    var surge = RolloutRules.share(strategy.at("/rollingUpdate/maxSurge"), nodes.size(), true, 0);
    if (surge > 0) {
      replaceBySurge(set, nodes, pods, hash, surge, now);
    } else {
      replaceInPlace(set, nodes, pods, hash, now);
    }
  }

  /** Old pods go while not too many are missing. */
  private void replaceInPlace(
      ObjectNode set, List<ObjectNode> nodes, List<ObjectNode> pods, String hash, Instant now) {
    var update = set.at("/spec/updateStrategy/rollingUpdate/maxUnavailable");
    var most = Math.max(1, RolloutRules.share(update, nodes.size(), true, 1));
    var minReady = PodCounts.minReady(set);
    var old = new ArrayList<ObjectNode>();
    var available = 0;
    for (var pod : pods) {
      var isAvailable = !Fields.isTerminating(pod) && PodCounts.isAvailable(pod, minReady, now);
      available += isAvailable ? 1 : 0;
      if (!isOfRevision(pod, hash) && !Fields.isTerminating(pod)) {
        // Pods that serve nobody go first.
        old.add(isAvailable ? old.size() : 0, pod);
      }
    }
    var missing = nodes.size() - available;
    for (var pod : old) {
      var isAvailable = PodCounts.isAvailable(pod, minReady, now);
      if (isAvailable && missing >= most) {
        return;
      }
      missing += isAvailable ? 1 : 0;
      delete(set, pod, now);
    }
  }

  /** A new pod comes beside the old one of its node, which goes when the new one serves. */
  private void replaceBySurge(
      ObjectNode set,
      List<ObjectNode> nodes,
      List<ObjectNode> pods,
      String hash,
      int surge,
      Instant now) {
    var minReady = PodCounts.minReady(set);
    var waiting = new ArrayList<ObjectNode>();
    var surging = 0;
    for (var node : nodes) {
      var here =
          pods.stream()
              .filter(pod -> DaemonPods.isFor(pod, node) && !Fields.isTerminating(pod))
              .toList();
      var old = here.stream().filter(pod -> !isOfRevision(pod, hash)).findFirst();
      var fresh = here.stream().filter(pod -> isOfRevision(pod, hash)).findFirst();
      if (old.isEmpty()) {
        continue;
      }
      if (fresh.isPresent() && PodCounts.isAvailable(fresh.get(), minReady, now)) {
        delete(set, old.get(), now);
      } else if (fresh.isPresent()) {
        surging++;
      } else if (PodCounts.isAvailable(old.get(), minReady, now)) {
        waiting.add(node);
      } else {
        create(set, node, hash, now);
      }
    }
    waiting.stream().limit(Math.max(0, surge - surging)).forEach(n -> create(set, n, hash, now));
  }

  /** One pod counts for a node, the oldest. */
  private static List<ObjectNode> counted(List<ObjectNode> nodes, List<ObjectNode> pods) {
    return nodes.stream()
        .flatMap(
            node ->
                pods.stream()
                    .filter(pod -> DaemonPods.isFor(pod, node))
                    .min(Comparator.comparing(Fields::created).thenComparing(Fields::name))
                    .stream())
        .toList();
  }

  private void report(
      ObjectNode set,
      List<ObjectNode> nodes,
      List<ObjectNode> pods,
      PodCounts counts,
      String hash) {
    var updated = (int) pods.stream().filter(pod -> isOfRevision(pod, hash)).count();
    var status =
        Trees.object()
            .put("currentNumberScheduled", pods.size())
            .put("numberMisscheduled", 0)
            .put("desiredNumberScheduled", nodes.size())
            .put("numberReady", counts.ready())
            .put("observedGeneration", Fields.generation(set));
    ReplicaSetController.put(status, "updatedNumberScheduled", updated);
    ReplicaSetController.put(status, "numberAvailable", counts.available());
    ReplicaSetController.put(
        status, "numberUnavailable", Math.max(0, nodes.size() - counts.available()));
    world.setStatus(set, status);
  }

  private void delete(ObjectNode set, ObjectNode pod, Instant now) {
    world.delete(Kinds.PODS, pod);
    events.normal(about(set), "SuccessfulDelete", "Deleted pod: " + Fields.name(pod), now);
  }

  private static boolean isOfRevision(JsonNode pod, String hash) {
    return Fields.labels(pod).path(DaemonPods.HASH).asText().equals(hash);
  }

  private static EventWriter.About about(ObjectNode set) {
    return new EventWriter.About(set, "daemonset-controller", "");
  }
}
