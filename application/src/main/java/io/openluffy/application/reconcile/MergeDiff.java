package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/** The JSON merge patch that turns one object into another. */
final class MergeDiff {
  /** Numbers are the same by value: what is read back may be of another type. */
  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private MergeDiff() {}

  static boolean same(JsonNode one, JsonNode other) {
    return one.equals(BY_VALUE, other);
  }

  static ObjectNode of(JsonNode before, ObjectNode after) {
    var patch = JsonNodeFactory.instance.objectNode();
    for (var one : after.properties()) {
      var old = before.path(one.getKey());
      if (same(old, one.getValue())) {
        continue;
      }
      if (old.isObject() && one.getValue() instanceof ObjectNode inner) {
        patch.set(one.getKey(), of(old, inner));
      } else {
        patch.set(one.getKey(), one.getValue().deepCopy());
      }
    }
    for (var one : before.properties()) {
      if (!after.has(one.getKey())) {
        patch.putNull(one.getKey());
      }
    }
    return patch;
  }
}
