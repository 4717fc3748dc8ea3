package io.openluffy.application.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Compares values as jq does. Pure. */
final class Values {
  private static final List<String> TYPES =
      List.of("null", "boolean", "number", "string", "array", "object");

  private Values() {}

  static boolean compare(String operator, JsonNode left, JsonNode right) {
    return switch (operator) {
      case "and", "or" -> Evaluation.isTrue(right);
      case "==" -> same(left, right);
      case "!=" -> !same(left, right);
      case "<" -> order(left, right) < 0;
      case "<=" -> order(left, right) <= 0;
      case ">" -> order(left, right) > 0;
      default -> order(left, right) >= 0;
    };
  }

  static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    return left.equals(right);
  }

  private static int order(JsonNode left, JsonNode right) {
    int types =
        Integer.compare(TYPES.indexOf(Functions.type(left)), TYPES.indexOf(Functions.type(right)));
    if (types != 0) {
      return types;
    }
    if (left.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    if (left.isTextual()) {
      return left.asText().compareTo(right.asText());
    }
    return left.isBoolean() ? Boolean.compare(left.asBoolean(), right.asBoolean()) : 0;
  }

  /** Texts by part, lists and objects by their elements. */
  static boolean contains(JsonNode whole, JsonNode part, Budget budget) {
    budget.step();
    if (whole.isTextual() && part.isTextual()) {
      return whole.asText().contains(part.asText());
    }
    if (whole.isObject() && part.isObject()) {
      return part.propertyStream()
          .allMatch(
              one ->
                  whole.has(one.getKey())
                      && contains(whole.get(one.getKey()), one.getValue(), budget));
    }
    if (whole.isArray() && part.isArray()) {
      return part.valueStream()
          .allMatch(one -> whole.valueStream().anyMatch(two -> contains(two, one, budget)));
    }
    return same(whole, part);
  }
}
