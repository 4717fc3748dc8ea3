package io.openluffy.playground.controllers.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.Fields;
import java.time.Instant;

/** The end of a pod that its node drives out. */
final class Eviction {
  static final String MESSAGE = "The node was low on resource: memory. ";
  private static final int KILLED = 137;

  private Eviction() {}

  static ObjectNode status(JsonNode pod, Instant now) {
    var status = Trees.child(pod, "status").deepCopy();
    status.put("phase", "Failed").put("reason", "Evicted").put("message", MESSAGE);
    status.path("containerStatuses").forEach(one -> end((ObjectNode) one, now));
    Conditions.of(pod, now)
        .set("Ready", false, "PodFailed", "")
        .set("ContainersReady", false, "PodFailed", "")
        .set("DisruptionTarget", true, "TerminationByKubelet", MESSAGE)
        .into(status);
    return status;
  }

  private static void end(ObjectNode container, Instant now) {
    var started = container.at("/state/running/startedAt").asText(Fields.text(now));
    container.put("ready", false).put("started", false);
    container
        .putObject("state")
        .putObject("terminated")
        .put("exitCode", KILLED)
        .put("reason", "Error")
        .put("startedAt", started)
        .put("finishedAt", Fields.text(now));
  }
}
