package io.openluffy.playground.controllers.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.store.Trees;

/** A label selector as workloads write it ({@code matchLabels}, {@code matchExpressions}). */
public record Selector(JsonNode selector) {

  /** The selector of a workload's spec. */
  public static Selector of(JsonNode workload) {
    var selector = workload.at("/spec/selector");
    return new Selector(
        workload.path("kind").asText().equals("ReplicationController")
            ? Trees.object().set("matchLabels", selector)
            : selector);
  }

  /** An empty selector matches everything, an absent one nothing. */
  public boolean matches(JsonNode labels) {
    return selector.isObject()
        && containsAll(labels, selector.path("matchLabels"))
        && meetsExpressions(labels);
  }

  /** Whether labels hold every wanted one; the form that Services use. */
  public static boolean containsAll(JsonNode labels, JsonNode wanted) {
    return wanted.properties().stream()
        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
  }

  private boolean meetsExpressions(JsonNode labels) {
    for (var expression : selector.path("matchExpressions")) {
      var value = labels.path(expression.path("key").asText());
      var listed = false;
      for (var candidate : expression.path("values")) {
        listed |= candidate.equals(value);
      }
      var met =
          switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> !value.isMissingNode();
            case "DoesNotExist" -> value.isMissingNode();
            default -> false;
          };
      if (!met) {
        return false;
      }
    }
    return true;
  }
}
