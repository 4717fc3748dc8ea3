package io.openluffy.application.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;

/** The health of what keeps pods running. */
final class WorkloadHealthRules {
  private WorkloadHealthRules() {}

  static HealthAnswer deployment(Manifest live) {
    if (live.at("/spec/paused").asBoolean()) {
      return new HealthAnswer(Health.SUSPENDED, "Deployment is paused");
    }
    if (live.generation() > observed(live)) {
      return progressing(
          "Waiting for rollout to finish: observed deployment generation less than desired"
              + " generation");
    }
    if (condition(live, "Progressing").path("reason").asText().equals("ProgressDeadlineExceeded")) {
      return new HealthAnswer(
          Health.DEGRADED, "Deployment \"" + live.name() + "\" exceeded its progress deadline");
    }
    var wanted = live.at("/spec/replicas");
    int updated = number(live, "updatedReplicas");
    int replicas = number(live, "replicas");
    int available = number(live, "availableReplicas");
    if (wanted.isNumber() && updated < wanted.asInt()) {
      return progressing(
          "Waiting for rollout to finish: %d out of %d new replicas have been updated..."
              .formatted(updated, wanted.asInt()));
    }
    if (replicas > updated) {
      return progressing(
          "Waiting for rollout to finish: %d old replicas are pending termination..."
              .formatted(replicas - updated));
    }
    return available < updated
        ? progressing(
            "Waiting for rollout to finish: %d of %d updated replicas are available..."
                .formatted(available, updated))
        : HealthAnswer.HEALTHY;
  }

  static HealthAnswer statefulSet(Manifest live) {
    if (observed(live) == 0 || live.generation() > observed(live)) {
      return progressing("Waiting for statefulset spec update to be observed...");
    }
    var wanted = live.at("/spec/replicas");
    int ready = number(live, "readyReplicas");
    if (wanted.isNumber() && ready < wanted.asInt()) {
      return progressing("Waiting for %d pods to be ready...".formatted(wanted.asInt() - ready));
    }
    var strategy = live.at("/spec/updateStrategy");
    var type = strategy.path("type").asText();
    if (type.equals("RollingUpdate") && strategy.path("rollingUpdate").isObject()) {
      return partitioned(live, wanted, strategy.path("rollingUpdate").path("partition"));
    }
    if (type.equals("OnDelete")) {
      return new HealthAnswer(Health.HEALTHY, "statefulset has " + ready + " ready pods");
    }
    var newest = live.text("/status/updateRevision");
    var current = live.text("/status/currentRevision");
    return newest.equals(current)
        ? healthy(
            "statefulset rolling update complete %d pods at revision %s..."
                .formatted(number(live, "currentReplicas"), current))
        : progressing(
            "waiting for statefulset rolling update to complete %d pods at revision %s..."
                .formatted(number(live, "updatedReplicas"), newest));
  }

  private static HealthAnswer partitioned(Manifest live, JsonNode wanted, JsonNode partition) {
    int updated = number(live, "updatedReplicas");
    int due = wanted.asInt() - partition.asInt();
    return wanted.isNumber() && partition.isNumber() && updated < due
        ? progressing(
            ("Waiting for partitioned roll out to finish: %d out of %d new pods have been"
                    + " updated...")
                .formatted(updated, due))
        : healthy(
            "partitioned roll out complete: %d new pods have been updated...".formatted(updated));
  }

  static HealthAnswer replicaSet(Manifest live) {
    if (live.generation() > observed(live)) {
      return progressing(
          "Waiting for rollout to finish: observed replica set generation less than desired"
              + " generation");
    }
    var failure = condition(live, "ReplicaFailure");
    if (failure.path("status").asText().equals("True")) {
      return new HealthAnswer(Health.DEGRADED, failure.path("message").asText());
    }
    var wanted = live.at("/spec/replicas");
    int available = number(live, "availableReplicas");
    return wanted.isNumber() && available < wanted.asInt()
        ? progressing(
            "Waiting for rollout to finish: %d out of %d new replicas are available..."
                .formatted(available, wanted.asInt()))
        : HealthAnswer.HEALTHY;
  }

  static HealthAnswer daemonSet(Manifest live) {
    if (live.generation() > observed(live)) {
      return progressing(
          "Waiting for rollout to finish: observed daemon set generation less than desired"
              + " generation");
    }
    int wanted = number(live, "desiredNumberScheduled");
    int updated = number(live, "updatedNumberScheduled");
    int available = number(live, "numberAvailable");
    if (live.text("/spec/updateStrategy/type").equals("OnDelete")) {
      return healthy(
          "daemon set %d out of %d new pods have been updated".formatted(updated, wanted));
    }
    if (updated < wanted) {
      return progressing(
          ("Waiting for daemon set \"%s\" rollout to finish: %d out of %d new pods have been"
                  + " updated...")
              .formatted(live.name(), updated, wanted));
    }
    return available < wanted
        ? progressing(
            ("Waiting for daemon set \"%s\" rollout to finish: %d of %d updated pods are"
                    + " available...")
                .formatted(live.name(), available, wanted))
        : HealthAnswer.HEALTHY;
  }

  private static long observed(Manifest live) {
    return live.at("/status/observedGeneration").asLong();
  }

  private static int number(Manifest live, String field) {
    return live.at("/status").path(field).asInt();
  }

  /** The first condition of the type; a missing node when there is none. */
  private static JsonNode condition(Manifest live, String type) {
    for (var condition : live.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static HealthAnswer progressing(String message) {
    return new HealthAnswer(Health.PROGRESSING, message);
  }

  private static HealthAnswer healthy(String message) {
    return new HealthAnswer(Health.HEALTHY, message);
  }
}
