package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;

/** The scopes that narrow a quota to some pods. */
final class PodScopes {
  private PodScopes() {}

  /** A quota with scopes counts nothing but the pods in them. */
  static boolean concern(JsonNode quota, String kind, JsonNode object) {
    var spec = quota.path("spec");
    var expressions = spec.at("/scopeSelector/matchExpressions");
    if (spec.path("scopes").isEmpty() && expressions.isEmpty()) {
      return true;
    }
    if (!kind.equals("pods")) {
      return false;
    }
    return spec.path("scopes").valueStream().allMatch(scope -> isIn(scope.asText(), object))
        && expressions.valueStream().allMatch(one -> meets(one, object));
  }

  private static boolean isIn(String scope, JsonNode pod) {
    var spec = pod.path("spec");
    return switch (scope) {
      case "Terminating" -> spec.path("activeDeadlineSeconds").isNumber();
      case "NotTerminating" -> !spec.path("activeDeadlineSeconds").isNumber();
      case "BestEffort" -> isBestEffort(pod);
      case "NotBestEffort" -> !isBestEffort(pod);
      case "PriorityClass" -> !spec.path("priorityClassName").asText().isEmpty();
      default -> false;
    };
  }

  private static boolean meets(JsonNode expression, JsonNode pod) {
    var scope = expression.path("scopeName").asText();
    if (!scope.equals("PriorityClass")) {
      return isIn(scope, pod);
    }
    var name = pod.at("/spec/priorityClassName").asText();
    var listed =
        expression.path("values").valueStream().anyMatch(value -> value.asText().equals(name));
    return switch (expression.path("operator").asText()) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "DoesNotExist" -> name.isEmpty();
      default -> !name.isEmpty();
    };
  }

  private static boolean isBestEffort(JsonNode pod) {
    return pod.at("/status/qosClass").asText().equals("BestEffort");
  }
}
