package io.openluffy.application.health;

import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.util.Optional;

/** How a live object is doing, from its own status alone. */
public final class HealthRules {
  private HealthRules() {}

  /** Empty for a kind that has no notion of health; such an object does not count. */
  public static Optional<HealthAnswer> of(Manifest live) {
    return switch (live.gvk().groupKind()) {
      case "apps/Deployment" -> Optional.of(deployment(live));
      case "apps/StatefulSet", "apps/ReplicaSet" -> Optional.of(replicas(live));
      case "batch/Job" -> Optional.of(job(live));
      case "/Pod" -> Optional.of(pod(live));
      default -> Optional.empty();
    };
  }

  private static HealthAnswer deployment(Manifest live) {
    if (live.at("/spec/paused").asBoolean()) {
      return new HealthAnswer(Health.SUSPENDED, "Deployment is paused");
    }
    for (var condition : live.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Progressing")
          && condition.path("reason").asText().equals("ProgressDeadlineExceeded")) {
        return new HealthAnswer(
            Health.DEGRADED, "Deployment \"" + live.name() + "\" exceeded its progress deadline");
      }
    }
    return replicas(live);
  }

  private static HealthAnswer replicas(Manifest live) {
    int wanted = live.at("/spec/replicas").asInt(1);
    int updated =
        live.kind().equals("ReplicaSet") ? wanted : live.at("/status/updatedReplicas").asInt();
    int available =
        live.at(
                live.kind().equals("StatefulSet")
                    ? "/status/readyReplicas"
                    : "/status/availableReplicas")
            .asInt();
    if (live.at("/status/observedGeneration").asLong() < live.generation()) {
      return new HealthAnswer(
          Health.PROGRESSING,
          "Waiting for rollout to finish: observed generation less than desired generation");
    }
    if (updated < wanted) {
      return new HealthAnswer(
          Health.PROGRESSING,
          "Waiting for rollout to finish: "
              + updated
              + " out of "
              + wanted
              + " new replicas have been updated...");
    }
    if (available < wanted || live.at("/status/replicas").asInt() > updated) {
      return new HealthAnswer(
          Health.PROGRESSING,
          "Waiting for rollout to finish: "
              + available
              + " of "
              + wanted
              + " updated replicas are available...");
    }
    return HealthAnswer.HEALTHY;
  }

  private static HealthAnswer job(Manifest live) {
    for (var condition : live.at("/status/conditions")) {
      if (condition.path("status").asText().equals("True")) {
        switch (condition.path("type").asText()) {
          case "Failed" -> {
            return new HealthAnswer(Health.DEGRADED, condition.path("message").asText());
          }
          case "Complete" -> {
            return new HealthAnswer(Health.HEALTHY, condition.path("message").asText());
          }
          case "Suspended" -> {
            return new HealthAnswer(Health.SUSPENDED, condition.path("message").asText());
          }
          default -> {}
        }
      }
    }
    return HealthAnswer.of(Health.PROGRESSING);
  }

  private static HealthAnswer pod(Manifest live) {
    return switch (live.text("/status/phase")) {
      case "Succeeded" -> HealthAnswer.HEALTHY;
      case "Failed" -> new HealthAnswer(Health.DEGRADED, live.text("/status/message"));
      case "Running" -> {
        for (var condition : live.at("/status/conditions")) {
          if (condition.path("type").asText().equals("Ready")
              && condition.path("status").asText().equals("True")) {
            yield HealthAnswer.HEALTHY;
          }
        }
        yield HealthAnswer.of(Health.PROGRESSING);
      }
      default -> HealthAnswer.of(Health.PROGRESSING);
    };
  }
}
