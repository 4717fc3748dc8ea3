package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.Owned;
import io.openluffy.playground.controllers.loop.Selector;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps as many pods as a ReplicaSet wants, or a ReplicationController, its elder. */
public final class ReplicaSetController implements SimulatedController {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final GroupResource kind;
  private final String apiVersion;
  private final Owned owned;
  private final String component;
  private final World world;
  private final EventWriter events;
  private final Adoption adoption;

  private ReplicaSetController(
      GroupResource kind, String apiVersion, String name, World world, EventWriter events) {
    this.kind = kind;
    this.apiVersion = apiVersion;
    this.owned = new Owned(kind, name, Kinds.PODS);
    this.component = name.equals("ReplicaSet") ? "replicaset-controller" : "replication-controller";
    this.world = world;
    this.events = events;
    this.adoption = new Adoption(world);
  }

  public static ReplicaSetController ofSets(World world, EventWriter events) {
    return new ReplicaSetController(Kinds.REPLICA_SETS, "apps/v1", "ReplicaSet", world, events);
  }

  public static ReplicaSetController ofReplicationControllers(World world, EventWriter events) {
    return new ReplicaSetController(
        Kinds.REPLICATION_CONTROLLERS, "v1", "ReplicationController", world, events);
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var orphan =
        change.key().type().equals(Kinds.PODS) && Fields.controller(change.object()).isEmpty();
    return orphan ? selecting(change.object()) : owned.affectedBy(change);
  }

  /** The sets that may want to adopt a pod without a controller. */
  private List<ObjectKey> selecting(ObjectNode pod) {
    return world.list(kind, Fields.namespace(pod)).stream()
        .filter(set -> Selector.of(set).matches(Fields.labels(pod)))
        .map(set -> Fields.key(kind, set))
        .toList();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var set = found.get();
    adoption.adopt(set, Kinds.PODS, reference(set));
    var pods = active(set);
    var refused = Optional.<String>empty();
    if (!Fields.isTerminating(set)) {
      var missing = ReplicaSets.wanted(set) - pods.size();
      if (missing > 0) {
        refused = create(set, missing, now);
      } else if (missing < 0) {
        delete(set, pods, -missing, now);
        // Whoever scales by our numbers is not to count those that go.
        pods = active(set);
      }
    }
    var counts = PodCounts.of(pods, PodCounts.minReady(set), now);
    report(set, pods, counts, refused, now);
    return refused.isPresent() ? Optional.of(now.plus(RETRY)) : counts.nextAvailable();
  }

  /** Makes pods, up to the first that is refused; the answer is why. */
  private Optional<String> create(ObjectNode set, int missing, Instant now) {
    try {
      for (var i = 0; i < missing; i++) {
        create(set, now);
      }
      return Optional.empty();
    } catch (StatusException e) {
      if (e.is("Conflict")) {
        throw e;
      }
      events.warning(about(set), "FailedCreate", "Error creating: " + e.status().message(), now);
      return Optional.of(e.status().message());
    }
  }

  private List<ObjectNode> active(ObjectNode set) {
    return world.controlledBy(set, Kinds.PODS).stream().filter(PodCounts::isActive).toList();
  }

  private void create(ObjectNode set, Instant now) {
    var template = set.at("/spec/template");
    var name = PodTemplate.prefix(set) + world.suffix();
    var pod = PodTemplate.pod(set, template, name, reference(set));
    Trees.child(pod, "metadata").put("generateName", PodTemplate.prefix(set));
    if (world.create(pod).isPresent()) {
      events.normal(about(set), "SuccessfulCreate", "Created pod: " + name, now);
    }
  }

  private void delete(ObjectNode set, List<ObjectNode> pods, int count, Instant now) {
    var ranked = new ArrayList<>(pods);
    ranked.sort(
        Comparator.comparingInt(ReplicaSetController::worth)
            .thenComparing(Comparator.comparing(Fields::created).reversed())
            .thenComparing(Fields::name));
    for (var pod : ranked.subList(0, Math.min(count, ranked.size()))) {
      world.delete(Kinds.PODS, pod);
      events.normal(about(set), "SuccessfulDelete", "Deleted pod: " + Fields.name(pod), now);
    }
  }

  /** Unscheduled pods go first, then pending, then unready ones. */
  private static int worth(JsonNode pod) {
    var scheduled = pod.at("/spec/nodeName").asText().isEmpty() ? 0 : 1;
    var running = pod.at("/status/phase").asText().equals("Running") ? 2 : 0;
    return scheduled + running + (PodCounts.isReady(pod) ? 4 : 0);
  }

  private void report(
      ObjectNode set,
      List<ObjectNode> pods,
      PodCounts counts,
      Optional<String> refused,
      Instant now) {
    var status = Trees.object().put("replicas", pods.size());
    var labels = set.at("/spec/template/metadata/labels");
    var labelled =
        (int) pods.stream().filter(pod -> Selector.containsAll(Fields.labels(pod), labels)).count();
    put(status, "fullyLabeledReplicas", labelled);
    put(status, "readyReplicas", counts.ready());
    put(status, "availableReplicas", counts.available());
    status.put("observedGeneration", Fields.generation(set));
    var conditions = Conditions.of(set, now);
    refused.ifPresentOrElse(
        why -> conditions.set("ReplicaFailure", true, "FailedCreate", why),
        () -> conditions.remove("ReplicaFailure"));
    conditions.into(status);
    world.setStatus(set, status);
  }

  private ObjectNode reference(ObjectNode set) {
    return Fields.ownerReference(apiVersion, owned.ownerKind(), set);
  }

  static void put(ObjectNode status, String field, int number) {
    if (number != 0) {
      status.put(field, number);
    }
  }

  private EventWriter.About about(ObjectNode set) {
    return new EventWriter.About(set, component, "");
  }
}
