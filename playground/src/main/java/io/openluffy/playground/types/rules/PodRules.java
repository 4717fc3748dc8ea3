package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the API adds to a new pod: a first status, an account, a priority, tolerations. */
final class PodRules {
  private static final List<String> MEASURED = List.of("cpu", "memory");

  private PodRules() {}

  static void created(ObjectNode pod) {
    if (pod.path("spec") instanceof ObjectNode spec) {
      admit(spec);
    }
    var status =
        pod.putObject("status").put("phase", "Pending").put("qosClass", qosClass(pod.path("spec")));
    if (!pod.path("spec").path("schedulingGates").isEmpty()) {
      status
          .putArray("conditions")
          .addObject()
          .put("type", "PodScheduled")
          .put("status", "False")
          .putNull("lastProbeTime")
          .put("lastTransitionTime", pod.path("metadata").path("creationTimestamp").asText())
          .put("reason", "SchedulingGated")
          .put("message", "Scheduling is blocked due to non-empty scheduling gates");
    }
  }

  private static void admit(ObjectNode spec) {
    if (spec.path("serviceAccountName").asText().isEmpty()) {
      spec.put("serviceAccountName", "default").put("serviceAccount", "default");
    }
    if (!spec.hasNonNull("priority")) {
      spec.put("priority", 0);
    }
    if (!spec.hasNonNull("preemptionPolicy")) {
      spec.put("preemptionPolicy", "PreemptLowerPriority");
    }
    tolerate(spec, "node.kubernetes.io/not-ready");
    tolerate(spec, "node.kubernetes.io/unreachable");
  }

  private static void tolerate(ObjectNode spec, String taint) {
    var tolerations = spec.withArrayProperty("tolerations");
    for (var toleration : tolerations) {
      var key = toleration.path("key").asText();
      var effect = toleration.path("effect").asText();
      if ((key.equals(taint) || key.isEmpty())
          && (effect.isEmpty() || effect.equals("NoExecute"))) {
        return;
      }
    }
    tolerations
        .addObject()
        .put("effect", "NoExecute")
        .put("key", taint)
        .put("operator", "Exists")
        .put("tolerationSeconds", 300);
  }

  /** Guaranteed when each container asks for exactly its limits, BestEffort when none asks. */
  static String qosClass(JsonNode spec) {
    var containers = new ArrayList<JsonNode>();
    spec.path("containers").forEach(containers::add);
    spec.path("initContainers").forEach(containers::add);
    var asked = false;
    var guaranteed = true;
    for (var container : containers) {
      var resources = container.path("resources");
      for (var name : MEASURED) {
        var request = amount(resources.path("requests").path(name));
        var limit = amount(resources.path("limits").path(name));
        asked = asked || request.signum() > 0 || limit.signum() > 0;
        guaranteed = guaranteed && limit.signum() > 0 && request.compareTo(limit) == 0;
      }
    }
    if (!asked) {
      return "BestEffort";
    }
    return guaranteed ? "Guaranteed" : "Burstable";
  }

  private static BigDecimal amount(JsonNode quantity) {
    return Quantity.parse(quantity.asText()).map(Quantity::amount).orElse(BigDecimal.ZERO);
  }
}
