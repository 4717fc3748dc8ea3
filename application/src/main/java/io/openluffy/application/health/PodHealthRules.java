package io.openluffy.application.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The health of a pod. Only one that shall run for ever is Degraded while its containers can't
 * start: one with an end may be a hook, and would fail it though its image may still come.
 */
final class PodHealthRules {
  private static final String IGNORE_POLICY = "argocd.argoproj.io/ignore-restart-policy";

  private PodHealthRules() {}

  static HealthAnswer of(Manifest live) {
    var forEver =
        live.text("/spec/restartPolicy").equals("Always")
            || live.annotation(IGNORE_POLICY).filter("true"::equals).isPresent();
    var stuck = forEver ? stuck(live) : Optional.<HealthAnswer>empty();
    return stuck.orElseGet(() -> byPhase(live, forEver));
  }

  private static Optional<HealthAnswer> stuck(Manifest live) {
    var messages = new ArrayList<String>();
    for (var container : live.at("/status/containerStatuses")) {
      var waiting = container.path("state").path("waiting");
      var reason = waiting.path("reason").asText();
      if (reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff")) {
        messages.add(waiting.path("message").asText());
      }
    }
    return messages.isEmpty()
        ? Optional.empty()
        : Optional.of(new HealthAnswer(Health.DEGRADED, String.join(", ", messages)));
  }

  private static HealthAnswer byPhase(Manifest live, boolean forEver) {
    var message = live.text("/status/message");
    return switch (live.text("/status/phase")) {
      case "Pending" -> new HealthAnswer(Health.PROGRESSING, message);
      case "Succeeded" -> new HealthAnswer(Health.HEALTHY, message);
      case "Failed" ->
          new HealthAnswer(Health.DEGRADED, message.isEmpty() ? failure(live) : message);
      case "Running" -> new HealthAnswer(running(live, forEver), message);
      default -> new HealthAnswer(Health.UNKNOWN, message);
    };
  }

  private static Health running(Manifest live, boolean forEver) {
    if (!forEver) {
      return Health.PROGRESSING;
    }
    for (var condition : live.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")
          && condition.path("status").asText().equals("True")) {
        return Health.HEALTHY;
      }
    }
    for (var container : live.at("/status/containerStatuses")) {
      if (container.path("lastState").path("terminated").isObject()) {
        return Health.DEGRADED;
      }
    }
    return Health.PROGRESSING;
  }

  /** What the first container that tells it died of. */
  private static String failure(Manifest live) {
    for (var list : List.of("/status/initContainerStatuses", "/status/containerStatuses")) {
      for (var container : live.at(list)) {
        var words = failure(container);
        if (!words.isEmpty()) {
          return words;
        }
      }
    }
    return "";
  }

  private static String failure(JsonNode container) {
    var terminated = container.path("state").path("terminated");
    var message = terminated.path("message").asText();
    if (!message.isEmpty()) {
      return message;
    }
    var reason = terminated.path("reason").asText();
    if (reason.equals("OOMKilled")) {
      return reason;
    }
    int code = terminated.path("exitCode").asInt();
    return code == 0
        ? ""
        : "container \"" + container.path("name").asText() + "\" failed with exit code " + code;
  }
}
