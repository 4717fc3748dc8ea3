package io.openluffy.playground.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;

/** What a value of a strategic merge patch says where there is nothing to merge it with. */
final class Directives {
  private Directives() {}

  /** The value without directives and nulls; missing when it asks for a deletion. */
  static JsonNode drop(JsonNode value) {
    if (value instanceof ObjectNode object) {
      if (object.path(StrategicMergePatch.DIRECTIVE).asText().equals("delete")) {
        return MissingNode.getInstance();
      }
      var plain = Trees.object();
      for (var entry : object.properties()) {
        if (!entry.getKey().startsWith("$") && !entry.getValue().isNull()) {
          var inner = drop(entry.getValue());
          if (!inner.isMissingNode()) {
            plain.set(entry.getKey(), inner);
          }
        }
      }
      return plain;
    }
    if (value.isArray()) {
      var plain = Trees.array();
      for (var item : value) {
        // An item with a directive is about one that is there: here there is none.
        if (!item.has(StrategicMergePatch.DIRECTIVE)) {
          plain.add(drop(item));
        }
      }
      return plain;
    }
    return value;
  }
}
