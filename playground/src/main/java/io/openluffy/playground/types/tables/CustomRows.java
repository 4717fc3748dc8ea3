package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.playground.types.Column;
import io.openluffy.playground.types.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Rows of custom kinds: the values at the paths that their CRD's columns name. */
final class CustomRows {
  private static final int MOST_PATHS = 10_000;
  private static final Map<String, Optional<JsonPath>> PATHS = new ConcurrentHashMap<>();

  private CustomRows() {}

  static ArrayNode cells(ResourceType type, JsonNode object, Instant now) {
    var cells = JsonNodeFactory.instance.arrayNode();
    for (var column : type.columns()) {
      cell(cells, column, object, now);
    }
    return cells;
  }

  private static void cell(ArrayNode cells, Column column, JsonNode object, Instant now) {
    var found = path(column.jsonPath()).flatMap(path -> path.first(object));
    if (found.isEmpty() || found.get().isNull()) {
      cells.addNull();
      return;
    }
    var value = found.get();
    switch (column.type()) {
      case "string" -> cells.add(value.isContainerNode() ? value.toString() : value.asText());
      case "integer" ->
          add(cells, value.isNumber(), JsonNodeFactory.instance.numberNode(value.asLong()));
      case "number" -> add(cells, value.isNumber(), value);
      case "boolean" -> add(cells, value.isBoolean(), value);
      case "date" -> {
        if (value.isTextual()) {
          cells.add(Cells.since(value.asText(), now));
        } else {
          cells.addNull();
        }
      }
      default -> cells.addNull();
    }
  }

  private static void add(ArrayNode cells, boolean fits, JsonNode value) {
    if (fits) {
      cells.add(value);
    } else {
      cells.addNull();
    }
  }

  private static Optional<JsonPath> path(String text) {
    var known = PATHS.get(text);
    if (known == null) {
      known = JsonPath.parse(text);
      if (PATHS.size() < MOST_PATHS) {
        PATHS.put(text, known);
      }
    }
    return known;
  }
}
