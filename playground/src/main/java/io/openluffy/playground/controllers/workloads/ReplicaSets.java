package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ReplicaSets of a Deployment: found by template, made, sized and numbered. */
final class ReplicaSets {
  static final String HASH = "pod-template-hash";
  static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String HISTORY = "deployment.kubernetes.io/revision-history";
  private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  private static final String MOST = "deployment.kubernetes.io/max-replicas";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final World world;
  private final EventWriter events;

  ReplicaSets(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  static int wanted(JsonNode workload) {
    return Fields.number(workload, "/spec/replicas", 1);
  }

  static RolloutRules.Size size(JsonNode set) {
    var before = Fields.annotation(set, MOST).filter(text -> text.matches("\\d{1,9}"));
    return new RolloutRules.Size(
        Fields.name(set),
        wanted(set),
        set.at("/status/availableReplicas").asInt(),
        before.map(Integer::parseInt).orElse(wanted(set)),
        Fields.created(set));
  }

  /** Whether the set was sized for another number of replicas than the Deployment has now. */
  static boolean isSizedForAnother(JsonNode set, int replicas) {
    return wanted(set) > 0
        && Fields.annotation(set, DESIRED).filter(d -> !d.equals("" + replicas)).isPresent();
  }

  /** The set of the current template; the oldest when there are several. */
  static Optional<ObjectNode> fresh(JsonNode deployment, List<ObjectNode> sets) {
    var template = deployment.at("/spec/template");
    return sets.stream()
        .filter(set -> withoutHash(set.at("/spec/template")).equals(withoutHash(template)))
        .min(Comparator.comparing(Fields::created));
  }

  /** Makes the set of the current template; empty when its name is taken by another one. */
  Optional<ObjectNode> create(ObjectNode deployment, List<ObjectNode> old, Instant now) {
    var template = (ObjectNode) deployment.at("/spec/template").deepCopy();
    var salt = deployment.at("/status/collisionCount").asInt();
    var hash = World.hash(template, salt);
    var replicas = wanted(deployment);
    var bounds = RolloutRules.bounds(deployment, replicas);
    var all = old.stream().mapToInt(ReplicaSets::wanted).sum();
    var isRolling = !isRecreate(deployment);
    var size = isRolling ? RolloutRules.newSize(replicas, bounds, 0, all) : replicas;
    var set = Trees.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
    var metadata = set.putObject("metadata");
    metadata
        .put("name", Fields.name(deployment) + "-" + hash)
        .put("namespace", Fields.namespace(deployment));
    metadata.set("labels", withHash(template.at("/metadata/labels"), hash));
    metadata.set("annotations", annotations(deployment, Trees.object(), revision(old) + 1));
    metadata.putArray("ownerReferences").add(owner(deployment));
    var spec = set.putObject("spec").put("replicas", size);
    spec.set("minReadySeconds", deployment.at("/spec/minReadySeconds"));
    if (deployment.at("/spec/minReadySeconds").isMissingNode()) {
      spec.remove("minReadySeconds");
    }
    var selector = (ObjectNode) deployment.at("/spec/selector").deepCopy();
    selector.set("matchLabels", withHash(selector.path("matchLabels"), hash));
    spec.set("selector", selector);
    Trees.child(template, "metadata").set("labels", metadata.get("labels"));
    spec.set("template", template);
    var created = world.create(set);
    if (created.isPresent() && size > 0) {
      scaled(deployment, Fields.name(set), 0, size, now);
    }
    return created;
  }

  /** Gives the set of the current template the highest revision, and the Deployment the same. */
  void number(ObjectNode deployment, ObjectNode fresh, List<ObjectNode> old) {
    var present = revision(fresh);
    var revision = Math.max(present, revision(old) + 1);
    var before = Trees.child(fresh.path("metadata"), "annotations");
    var annotations = annotations(deployment, before, revision);
    if (present > 0 && revision != present) {
      var history = before.path(HISTORY).asText("");
      annotations.put(HISTORY, history.isEmpty() ? "" + present : history + "," + present);
    }
    var minReady = deployment.at("/spec/minReadySeconds").asInt();
    if (!annotations.equals(before) || fresh.at("/spec/minReadySeconds").asInt() != minReady) {
      var patch = Trees.object();
      patch.putObject("metadata").set("annotations", annotations);
      patch.putObject("spec").put("minReadySeconds", minReady);
      world.client().mergePatch(Fields.key(Kinds.REPLICA_SETS, fresh), patch);
    }
    if (!Fields.annotation(deployment, REVISION).equals(Optional.of("" + revision))) {
      var patch = Trees.object();
      patch.putObject("metadata").putObject("annotations").put(REVISION, "" + revision);
      // Together with the status, as Kubernetes does: it is no new generation.
      world.client().mergePatchStatus(Fields.key(Kinds.DEPLOYMENTS, deployment), patch);
    }
  }

  /** Sizes a set; true when it had another size. */
  boolean scale(ObjectNode deployment, ObjectNode set, int size, Instant now) {
    var replicas = wanted(deployment);
    var most = replicas + RolloutRules.bounds(deployment, replicas).surge();
    var noted =
        Fields.annotation(set, DESIRED).equals(Optional.of("" + replicas))
            && Fields.annotation(set, MOST).equals(Optional.of("" + most));
    var before = wanted(set);
    if (before == size && noted) {
      return false;
    }
    var patch = Trees.object();
    patch
        .putObject("metadata")
        .putObject("annotations")
        .put(DESIRED, "" + replicas)
        .put(MOST, "" + most);
    patch.putObject("spec").put("replicas", size);
    world.client().mergePatch(Fields.key(Kinds.REPLICA_SETS, set), patch);
    if (before != size) {
      scaled(deployment, Fields.name(set), before, size, now);
    }
    return before != size;
  }

  /** Removes the oldest empty sets beyond the history limit. */
  void forget(JsonNode deployment, List<ObjectNode> old) {
    var limit = Fields.number(deployment, "/spec/revisionHistoryLimit", 10);
    var empty =
        old.stream()
            .filter(set -> wanted(set) == 0 && set.at("/status/replicas").asInt() == 0)
            .filter(set -> !Fields.isTerminating(set))
            .filter(set -> set.at("/status/observedGeneration").asLong() >= Fields.generation(set))
            .sorted(Comparator.comparingLong(ReplicaSets::revision))
            .toList();
    empty.stream()
        .limit(Math.max(0, old.size() - limit))
        .forEach(set -> world.delete(Kinds.REPLICA_SETS, set));
  }

  /** Whether its numbers are older than its size. */
  static boolean isChanging(JsonNode set) {
    return set.at("/status/observedGeneration").asLong() < Fields.generation(set);
  }

  static boolean isRecreate(JsonNode deployment) {
    return deployment.at("/spec/strategy/type").asText().equals("Recreate");
  }

  static ObjectNode owner(JsonNode deployment) {
    return Fields.ownerReference("apps/v1", "Deployment", deployment);
  }

  private void scaled(JsonNode deployment, String set, int from, int to, Instant now) {
    var about = new EventWriter.About(deployment, "deployment-controller", "");
    var way = to > from ? "up" : "down";
    events.normal(
        about,
        "ScalingReplicaSet",
        "Scaled " + way + " replica set " + set + " from " + from + " to " + to,
        now);
  }

  private static ObjectNode annotations(JsonNode deployment, ObjectNode present, long revision) {
    var replicas = wanted(deployment);
    var annotations = Trees.shallow(present);
    deployment
        .at("/metadata/annotations")
        .properties()
        .forEach(
            annotation -> {
              var name = annotation.getKey();
              if (!name.equals(LAST_APPLIED) && !name.startsWith("deployment.kubernetes.io/")) {
                annotations.set(name, annotation.getValue());
              }
            });
    annotations.put(REVISION, "" + revision);
    if (!annotations.has(DESIRED)) {
      var most = replicas + RolloutRules.bounds(deployment, replicas).surge();
      annotations.put(DESIRED, "" + replicas).put(MOST, "" + most);
    }
    return annotations;
  }

  static long revision(JsonNode set) {
    var text = Fields.annotation(set, REVISION).orElse("0");
    // Nineteen digits may be more than fit.
    var number = text.matches("\\d{1,19}") ? new BigInteger(text) : BigInteger.ZERO;
    return number.bitLength() < Long.SIZE ? number.longValue() : 0;
  }

  private static long revision(List<ObjectNode> sets) {
    return sets.stream().mapToLong(ReplicaSets::revision).max().orElse(0);
  }

  private static ObjectNode withHash(JsonNode labels, String hash) {
    var copy = Trees.object();
    labels.properties().forEach(label -> copy.set(label.getKey(), label.getValue()));
    return copy.put(HASH, hash);
  }

  private static JsonNode withoutHash(JsonNode template) {
    if (!template.isObject() || !template.at("/metadata/labels").has(HASH)) {
      return template;
    }
    var metadata = Trees.child(template, "metadata");
    var labels = Trees.without(Trees.child(metadata, "labels"), HASH);
    return Trees.with((ObjectNode) template, "metadata", Trees.with(metadata, "labels", labels));
  }
}
