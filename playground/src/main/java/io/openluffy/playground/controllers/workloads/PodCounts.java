package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.controllers.loop.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many of a workload's pods are ready and available.
 *
 * @param nextAvailable when the next ready pod will have been ready long enough
 */
record PodCounts(int ready, int available, Optional<Instant> nextAvailable) {

  /**
   * @param minReady how long a pod must be ready to be available
   */
  static PodCounts of(List<ObjectNode> pods, Duration minReady, Instant now) {
    var ready = 0;
    var available = 0;
    var next = Optional.<Instant>empty();
    for (var pod : pods) {
      if (isReady(pod)) {
        ready++;
        var since = since(pod).plus(minReady);
        if (since.isAfter(now)) {
          next = Optional.of(next.filter(at -> at.isBefore(since)).orElse(since));
        } else {
          available++;
        }
      }
    }
    return new PodCounts(ready, available, next);
  }

  static boolean isAvailable(JsonNode pod, Duration minReady, Instant now) {
    return isReady(pod) && !since(pod).plus(minReady).isAfter(now);
  }

  static boolean isReady(JsonNode pod) {
    return Fields.isTrue(pod, "Ready");
  }

  /** Neither ended nor on its way out. */
  static boolean isActive(JsonNode pod) {
    return !isFinished(pod) && !Fields.isTerminating(pod);
  }

  static boolean isFinished(JsonNode pod) {
    var phase = pod.at("/status/phase").asText();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  static Duration minReady(JsonNode workload) {
    return Duration.ofSeconds(workload.at("/spec/minReadySeconds").asInt());
  }

  private static Instant since(JsonNode pod) {
    return Fields.condition(pod, "Ready")
        .flatMap(condition -> Fields.time(condition, "/lastTransitionTime"))
        .orElse(Instant.EPOCH);
  }
}
