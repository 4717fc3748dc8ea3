package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.Selector;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Binds pods to nodes: the node selector must match, and the node must take pods. */
final class Scheduler {
  /** A pod that names another one waits for that. */
  private static final String OURS = "default-scheduler";

  private final World world;
  private final EventWriter events;

  Scheduler(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  void schedule(ObjectNode pod, Instant now) {
    if (!pod.at("/spec/schedulerName").asText(OURS).equals(OURS)) {
      return;
    }
    if (pod.at("/spec/schedulingGates").size() > 0) {
      unschedulable(
          pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates", now);
      return;
    }
    var about = new EventWriter.About(pod, OURS, "");
    var node = choose(pod, world.list(Kinds.NODES, ""));
    if (node.isEmpty()) {
      var message = reason();
      unschedulable(pod, "Unschedulable", message, now);
      events.warning(about, "FailedScheduling", message, now);
      return;
    }
    var name = Fields.name(node.get());
    world.client().bind(Fields.key(Kinds.PODS, pod), name);
    var whole = Fields.namespace(pod) + "/" + Fields.name(pod);
    events.normal(about, "Scheduled", "Successfully assigned " + whole + " to " + name, now);
  }

  private Optional<ObjectNode> choose(JsonNode pod, List<ObjectNode> nodes) {
    var fitting = nodes.stream().filter(node -> fits(pod, node)).toList();
    return fitting.size() < 2
        ? fitting.stream().findFirst()
        : fitting.stream().min(Comparator.comparingLong(this::load).thenComparing(Fields::name));
  }

  private long load(JsonNode node) {
    return world.list(Kinds.PODS, "").stream()
        .filter(pod -> pod.at("/spec/nodeName").asText().equals(Fields.name(node)))
        .count();
  }

  private static boolean fits(JsonNode pod, JsonNode node) {
    return (!node.at("/spec/unschedulable").asBoolean() || toleratesCordon(pod))
        && Selector.containsAll(Fields.labels(node), pod.at("/spec/nodeSelector"))
        && NodeAffinity.allows(pod, node);
  }

  private static boolean toleratesCordon(JsonNode pod) {
    return pod.at("/spec/tolerations")
        .valueStream()
        .anyMatch(one -> one.path("key").asText().equals("node.kubernetes.io/unschedulable"));
  }

  private String reason() {
    var nodes = world.list(Kinds.NODES, "");
    if (nodes.isEmpty()) {
      return "no nodes available to schedule pods";
    }
    var cordoned = nodes.stream().filter(n -> n.at("/spec/unschedulable").asBoolean()).count();
    var other = nodes.size() - cordoned;
    var text = new StringBuilder("0/" + nodes.size() + " nodes are available:");
    if (other > 0) {
      text.append(' ').append(other).append(" node(s) didn't match Pod's node affinity/selector");
    }
    if (cordoned > 0) {
      text.append(other > 0 ? ", " : " ").append(cordoned).append(" node(s) were unschedulable");
    }
    return text.append('.').toString();
  }

  private void unschedulable(ObjectNode pod, String reason, String message, Instant now) {
    var status = Trees.child(pod, "status").deepCopy().put("phase", "Pending");
    Conditions.of(pod, now).set("PodScheduled", false, reason, message).into(status);
    world.setStatus(pod, status);
  }
}
