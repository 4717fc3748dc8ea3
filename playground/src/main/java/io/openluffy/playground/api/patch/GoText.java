package io.openluffy.playground.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Values as Go prints them, which is how the API server tells of them: {@code map[a:1 b:[x y]]}.
 */
public final class GoText {
  private GoText() {}

  public static String of(JsonNode value) {
    return switch (value) {
      case ObjectNode object ->
          object.properties().stream()
              .map(field -> field.getKey() + ":" + of(field.getValue()))
              .sorted()
              .collect(Collectors.joining(" ", "map[", "]"));
      case ArrayNode array ->
          StreamSupport.stream(array.spliterator(), false)
              .map(GoText::of)
              .collect(Collectors.joining(" ", "[", "]"));
      case NullNode none -> "<nil>";
      default -> value.asText();
    };
  }

  public static String quoted(List<String> texts) {
    return texts.stream().collect(Collectors.joining("\" \"", "[\"", "\"]"));
  }

  /** The type of a value that was read from JSON. */
  public static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "map[string]interface {}";
      case ARRAY -> "[]interface {}";
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
      default -> "<nil>";
    };
  }
}
