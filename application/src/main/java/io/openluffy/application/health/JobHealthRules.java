package io.openluffy.application.health;

import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;

/** The health of work that ends. */
final class JobHealthRules {
  private JobHealthRules() {}

  static HealthAnswer job(Manifest live) {
    var failure = "";
    var message = "";
    var failed = false;
    var ended = false;
    var suspended = false;
    for (var condition : live.at("/status/conditions")) {
      var words = condition.path("message").asText();
      switch (condition.path("type").asText()) {
        case "Failed" -> {
          failed = true;
          ended = true;
          failure = words;
        }
        case "Complete" -> {
          ended = true;
          message = words;
        }
        case "Suspended" -> {
          ended = true;
          message = words;
          suspended |= condition.path("status").asText().equals("True");
        }
        default -> {}
      }
    }
    if (!ended) {
      return new HealthAnswer(Health.PROGRESSING, message);
    }
    if (failed) {
      return new HealthAnswer(Health.DEGRADED, failure);
    }
    return suspended
        ? new HealthAnswer(Health.SUSPENDED, failure)
        : new HealthAnswer(Health.HEALTHY, message);
  }

  static HealthAnswer workflow(Manifest live) {
    var health =
        switch (live.text("/status/phase")) {
          case "", "Pending", "Running" -> Health.PROGRESSING;
          case "Succeeded" -> Health.HEALTHY;
          case "Failed", "Error" -> Health.DEGRADED;
          default -> Health.UNKNOWN;
        };
    return new HealthAnswer(health, live.text("/status/message"));
  }
}
