package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The status of a Deployment: numbers, and whether the rollout moves on. */
final class ProgressRules {
  static final String PROGRESSING = "Progressing";
  private static final int NO_DEADLINE = Integer.MAX_VALUE;

  private static final String REPLICA_FAILURE = "ReplicaFailure";

  private ProgressRules() {}

  /**
   * The next status.
   *
   * @param fresh the ReplicaSet of the current template, if it is there
   */
  static ObjectNode status(
      JsonNode deployment, Optional<ObjectNode> fresh, List<ObjectNode> all, Instant now) {
    var numbers = numbers(deployment, fresh, all);
    var conditions = Conditions.withUpdateTimes(deployment, now);
    var replicas = ReplicaSets.wanted(deployment);
    var bounds = RolloutRules.bounds(deployment, replicas);
    var enough = numbers.path("availableReplicas").asInt() >= replicas - bounds.unavailable();
    conditions.set(
        "Available",
        enough,
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        enough
            ? "Deployment has minimum availability."
            : "Deployment does not have minimum availability.");
    progress(deployment, fresh, numbers, conditions, now);
    failure(fresh, all, conditions);
    conditions.into(numbers);
    return numbers;
  }

  /** Tells of pods that a ReplicaSet could not make, of the new one's first. */
  private static void failure(
      Optional<ObjectNode> fresh, List<ObjectNode> all, Conditions conditions) {
    Stream.concat(fresh.stream(), all.stream())
        .flatMap(set -> set.at("/status/conditions").valueStream())
        .filter(one -> one.path("type").asText().equals(REPLICA_FAILURE))
        .findFirst()
        .ifPresentOrElse(
            one ->
                conditions.set(
                    REPLICA_FAILURE,
                    one.path("status").asText(),
                    one.path("reason").asText(),
                    one.path("message").asText()),
            () -> conditions.remove(REPLICA_FAILURE));
  }

  /** A new or found ReplicaSet, or a pause, as the Progressing condition tells it. */
  record Note(String status, String reason, String message) {}

  /** The present status with a note; empty when it says so already, or progress is not told. */
  static Optional<ObjectNode> noted(ObjectNode deployment, Note note, Instant now) {
    if (seconds(deployment) == NO_DEADLINE) {
      return Optional.empty();
    }
    var status = Trees.child(deployment, "status").deepCopy();
    Conditions.withUpdateTimes(deployment, now)
        .set(PROGRESSING, note.status, note.reason, note.message)
        .into(status);
    return status.equals(deployment.path("status")) ? Optional.empty() : Optional.of(status);
  }

  /** When the rollout will have taken too long. */
  static Optional<Instant> deadline(JsonNode deployment, JsonNode status) {
    var seconds = seconds(deployment);
    if (seconds == NO_DEADLINE || deployment.at("/spec/paused").asBoolean()) {
      return Optional.empty();
    }
    var condition = progressing(status);
    var reason = condition.path("reason").asText();
    if (reason.equals("NewReplicaSetAvailable") || reason.equals("ProgressDeadlineExceeded")) {
      return Optional.empty();
    }
    return Fields.time(condition, "/lastUpdateTime").map(at -> at.plusSeconds(seconds + 1L));
  }

  private static void progress(
      JsonNode deployment,
      Optional<ObjectNode> fresh,
      JsonNode numbers,
      Conditions conditions,
      Instant now) {
    if (seconds(deployment) == NO_DEADLINE) {
      conditions.remove(PROGRESSING);
      return;
    }
    if (deployment.at("/spec/paused").asBoolean()) {
      return;
    }
    var before = deployment.path("status");
    var reason = progressing(before).path("reason").asText();
    var settled =
        reason.equals("NewReplicaSetAvailable")
            && numbers.path("replicas").asInt() == numbers.path("updatedReplicas").asInt();
    if (settled) {
      return;
    }
    var name =
        fresh
            .map(Fields::name)
            .map(n -> "ReplicaSet \"" + n + "\"")
            .orElse("Deployment \"" + Fields.name(deployment) + "\"");
    if (isComplete(deployment, numbers)) {
      conditions.set(
          PROGRESSING, true, "NewReplicaSetAvailable", name + " has successfully progressed.");
    } else if (movedOn(before, numbers)) {
      conditions.again(PROGRESSING, true, "ReplicaSetUpdated", name + " is progressing.");
    } else if (isLate(deployment, now)) {
      conditions.set(
          PROGRESSING, false, "ProgressDeadlineExceeded", name + " has timed out progressing.");
    }
  }

  static boolean isComplete(JsonNode deployment, JsonNode numbers) {
    var replicas = ReplicaSets.wanted(deployment);
    return numbers.path("updatedReplicas").asInt() == replicas
        && numbers.path("replicas").asInt() == replicas
        && numbers.path("availableReplicas").asInt() == replicas
        && numbers.path("observedGeneration").asLong() >= Fields.generation(deployment);
  }

  private static boolean movedOn(JsonNode before, JsonNode now) {
    var updated = now.path("updatedReplicas").asInt();
    var updatedBefore = before.path("updatedReplicas").asInt();
    return updated > updatedBefore
        || now.path("replicas").asInt() - updated < before.path("replicas").asInt() - updatedBefore
        || now.path("readyReplicas").asInt() > before.path("readyReplicas").asInt()
        || now.path("availableReplicas").asInt() > before.path("availableReplicas").asInt();
  }

  private static boolean isLate(JsonNode deployment, Instant now) {
    var condition = progressing(deployment.path("status"));
    var reason = condition.path("reason").asText();
    if (reason.isEmpty() || reason.equals("NewReplicaSetAvailable")) {
      return false;
    }
    var after = Duration.ofSeconds(seconds(deployment));
    return reason.equals("ProgressDeadlineExceeded")
        || Fields.time(condition, "/lastUpdateTime")
            .map(at -> now.isAfter(at.plus(after)))
            .orElse(false);
  }

  private static ObjectNode numbers(
      JsonNode deployment, Optional<ObjectNode> fresh, List<ObjectNode> all) {
    var status = Trees.object();
    var available = sum(all, "/status/availableReplicas");
    status.put("observedGeneration", Fields.generation(deployment));
    put(status, "replicas", sum(all, "/status/replicas"));
    put(status, "updatedReplicas", fresh.map(rs -> rs.at("/status/replicas").asInt()).orElse(0));
    put(status, "readyReplicas", sum(all, "/status/readyReplicas"));
    put(status, "availableReplicas", available);
    put(status, "unavailableReplicas", Math.max(0, sum(all, "/spec/replicas") - available));
    if (deployment.at("/status/collisionCount").isNumber()) {
      status.set("collisionCount", deployment.at("/status/collisionCount"));
    }
    return status;
  }

  private static int sum(List<ObjectNode> sets, String pointer) {
    return sets.stream().mapToInt(set -> set.at(pointer).asInt()).sum();
  }

  private static void put(ObjectNode status, String field, int number) {
    if (number != 0) {
      status.put(field, number);
    }
  }

  private static int seconds(JsonNode deployment) {
    return Fields.number(deployment, "/spec/progressDeadlineSeconds", 600);
  }

  static JsonNode progressing(JsonNode status) {
    var wrapper = Trees.object();
    wrapper.set("status", status);
    return Fields.condition(wrapper, PROGRESSING).orElse(Trees.object());
  }
}
