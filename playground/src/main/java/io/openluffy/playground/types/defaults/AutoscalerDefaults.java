package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of horizontal pod autoscalers. */
final class AutoscalerDefaults {
  private AutoscalerDefaults() {}

  static void apply(String version, ObjectNode autoscaler) {
    var spec = Fill.object(autoscaler, "spec");
    Fill.number(spec, "minReplicas", 1);
    if (!version.equals("v2")) {
      return;
    }
    var metrics = Fill.array(spec, "metrics");
    if (metrics.isEmpty()) {
      var resource = metrics.addObject().put("type", "Resource").putObject("resource");
      resource
          .put("name", "cpu")
          .putObject("target")
          .put("type", "Utilization")
          .put("averageUtilization", 80);
    }
    Fill.with(
        spec,
        "behavior",
        behavior -> {
          scaleUp(Fill.object(behavior, "scaleUp"));
          scaleDown(Fill.object(behavior, "scaleDown"));
        });
  }

  private static void scaleUp(ObjectNode rules) {
    Fill.number(rules, "stabilizationWindowSeconds", 0);
    Fill.text(rules, "selectPolicy", "Max");
    var policies = Fill.array(rules, "policies");
    if (policies.isEmpty()) {
      policy(policies, "Pods", 4);
      policy(policies, "Percent", 100);
    }
  }

  private static void scaleDown(ObjectNode rules) {
    Fill.text(rules, "selectPolicy", "Max");
    var policies = Fill.array(rules, "policies");
    if (policies.isEmpty()) {
      policy(policies, "Percent", 100);
    }
  }

  private static void policy(ArrayNode policies, String type, int value) {
    policies.addObject().put("type", type).put("value", value).put("periodSeconds", 15);
  }
}
