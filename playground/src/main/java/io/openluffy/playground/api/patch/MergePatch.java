package io.openluffy.playground.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;

/** JSON merge patch (RFC 7386): objects are merged, null removes, everything else replaces. */
public final class MergePatch {
  private MergePatch() {}

  public static ObjectNode apply(ObjectNode object, ObjectNode patch) {
    var merged = Trees.shallow(object);
    for (var entry : patch.properties()) {
      var name = entry.getKey();
      var value = entry.getValue();
      if (value.isNull()) {
        merged.remove(name);
      } else {
        merged.set(name, value(merged.path(name), value));
      }
    }
    return merged;
  }

  private static JsonNode value(JsonNode old, JsonNode patch) {
    if (patch instanceof ObjectNode fields) {
      return apply(old instanceof ObjectNode object ? object : Trees.object(), fields);
    }
    return patch;
  }
}
