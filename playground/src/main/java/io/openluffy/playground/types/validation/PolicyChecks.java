package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.FieldPath;
import java.util.List;

/** Checks autoscalers, disruption budgets, roles and bindings. */
final class PolicyChecks {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private PolicyChecks() {}

  static void autoscaler(JsonNode autoscaler, Complaints complaints) {
    var spec = autoscaler.path("spec");
    var target = SPEC.child("scaleTargetRef");
    Checks.required(spec.path("scaleTargetRef"), "kind", target, complaints);
    Checks.required(spec.path("scaleTargetRef"), "name", target, complaints);
    var least = spec.path("minReplicas");
    var most = spec.path("maxReplicas");
    if (least.isNumber() && least.asInt() < 1) {
      complaints.invalid(SPEC.child("minReplicas"), least, "must be greater than or equal to 1");
    }
    if (most.asInt() < 1) {
      complaints.invalid(SPEC.child("maxReplicas"), most, "must be greater than 0");
    }
    if (least.isNumber() && most.asInt() < least.asInt()) {
      complaints.invalid(
          SPEC.child("maxReplicas"), most, "must be greater than or equal to `minReplicas`");
    }
    var index = 0;
    for (var metric : spec.path("metrics")) {
      Checks.required(metric, "type", SPEC.child("metrics").index(index++), complaints);
    }
  }

  static void disruptionBudget(JsonNode budget, Complaints complaints) {
    var spec = budget.path("spec");
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      complaints.invalid(SPEC, spec, "minAvailable and maxUnavailable cannot be both set");
    }
    WorkloadChecks.share(spec, "minAvailable", SPEC, complaints);
    WorkloadChecks.share(spec, "maxUnavailable", SPEC, complaints);
    Checks.selector(spec.path("selector"), SPEC.child("selector"), complaints);
  }

  static void role(JsonNode role, Complaints complaints) {
    var index = 0;
    for (var rule : role.path("rules")) {
      var at = FieldPath.of("rules").index(index++);
      if (rule.path("verbs").isEmpty()) {
        complaints.required(at.child("verbs"), "verbs must contain at least one value");
      }
      if (rule.path("nonResourceURLs").isEmpty()) {
        if (rule.path("apiGroups").isEmpty()) {
          complaints.required(
              at.child("apiGroups"), "resource rules must supply at least one api group");
        }
        if (rule.path("resources").isEmpty()) {
          complaints.required(
              at.child("resources"), "resource rules must supply at least one resource");
        }
      }
    }
  }

  static void binding(JsonNode binding, Complaints complaints) {
    var reference = binding.path("roleRef");
    var at = FieldPath.of("roleRef");
    Checks.oneOf(reference, "kind", List.of("Role", "ClusterRole"), at, complaints);
    Checks.required(reference, "name", at, complaints);
    var index = 0;
    for (var subject : binding.path("subjects")) {
      var here = FieldPath.of("subjects").index(index++);
      Checks.required(subject, "name", here, complaints);
      Checks.oneOf(subject, "kind", List.of("Group", "ServiceAccount", "User"), here, complaints);
      // Without one, a RoleBinding means the accounts beside it.
      var isEverywhere = binding.at("/metadata/namespace").isMissingNode();
      if (isEverywhere && subject.path("kind").asText().equals("ServiceAccount")) {
        Checks.required(subject, "namespace", here, complaints);
      }
    }
  }

  static void bindingUpdated(JsonNode before, JsonNode after, Complaints complaints) {
    if (!before.path("roleRef").equals(after.path("roleRef"))) {
      complaints.invalid(FieldPath.of("roleRef"), after.path("roleRef"), "cannot change roleRef");
    }
  }
}
