package io.openluffy.application.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.openluffy.kube.Manifest;
import java.util.Set;

/**
 * Writes amounts as text: {@code cpu: 0.5} is good for a create, but a server-side apply refuses
 * numbers there. Pure.
 */
final class QuantityFields {
  private static final Set<String> GROUPS = Set.of("", "apps", "batch", "autoscaling");
  private static final Set<String> AMOUNTS =
      Set.of(
          "limits",
          "requests",
          "hard",
          "capacity",
          "max",
          "min",
          "default",
          "defaultRequest",
          "maxLimitRequestRatio");
  private static final Set<String> SINGLE = Set.of("sizeLimit", "averageValue", "divisor");

  private QuantityFields() {}

  static Manifest asText(Manifest object) {
    if (!GROUPS.contains(object.gvk().group()) || !hasNumber(object.view())) {
      return object;
    }
    return object.with(
        copy -> {
          rewrite(copy);
          return copy;
        });
  }

  private static boolean hasNumber(JsonNode node) {
    for (var one : node.properties()) {
      boolean amounts = AMOUNTS.contains(one.getKey()) && one.getValue().isObject();
      if ((amounts && one.getValue().valueStream().anyMatch(JsonNode::isNumber))
          || (SINGLE.contains(one.getKey()) && one.getValue().isNumber())
          || hasNumber(one.getValue())) {
        return true;
      }
    }
    return node.isArray() && node.valueStream().anyMatch(QuantityFields::hasNumber);
  }

  private static void rewrite(JsonNode node) {
    for (var one : node.properties()) {
      if (AMOUNTS.contains(one.getKey()) && one.getValue() instanceof ObjectNode amounts) {
        amounts.properties().forEach(amount -> amount.setValue(text(amount.getValue())));
      } else if (SINGLE.contains(one.getKey())) {
        one.setValue(text(one.getValue()));
      }
      rewrite(one.getValue());
    }
    if (node.isArray()) {
      node.forEach(QuantityFields::rewrite);
    }
  }

  private static JsonNode text(JsonNode value) {
    return value.isNumber()
        ? TextNode.valueOf(value.decimalValue().stripTrailingZeros().toPlainString())
        : value;
  }
}
