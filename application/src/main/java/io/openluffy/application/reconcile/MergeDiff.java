package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON merge patch that turns one object into another. */
final class MergeDiff {
  private MergeDiff() {}

  static ObjectNode of(JsonNode before, ObjectNode after) {
    var patch = JsonNodeFactory.instance.objectNode();
    for (var one : after.properties()) {
      var old = before.path(one.getKey());
      if (old.equals(one.getValue())) {
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
