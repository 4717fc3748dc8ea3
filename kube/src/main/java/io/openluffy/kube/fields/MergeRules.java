package io.openluffy.kube.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Merging objects without a schema: maps by field, well-known lists by key, the rest as a whole.
 */
public final class MergeRules {
  private MergeRules() {}

  /** Lays what is declared over the object. */
  public static void overlay(ObjectNode object, ObjectNode declared) {
    declared
        .properties()
        .forEach(
            one ->
                object.set(
                    one.getKey(), merged(one.getKey(), object.get(one.getKey()), one.getValue())));
  }

  private static JsonNode merged(
      String field, @org.jspecify.annotations.Nullable JsonNode there, JsonNode declared) {
    if (there instanceof ObjectNode old && declared instanceof ObjectNode inner) {
      overlay(old, inner);
      return old;
    }
    var keys = ListKeys.of(field, declared);
    if (there instanceof ArrayNode old && declared instanceof ArrayNode list && !keys.isEmpty()) {
      for (var element : list) {
        overlayElement(old, (ObjectNode) element, keys);
      }
      return old;
    }
    return declared.deepCopy();
  }

  private static void overlayElement(
      ArrayNode list, ObjectNode declared, java.util.List<String> keys) {
    for (var element : list) {
      if (element instanceof ObjectNode old && ListKeys.same(keys, old, declared)) {
        overlay(old, declared);
        return;
      }
    }
    list.add(declared.deepCopy());
  }

  /** JSON merge patch (RFC 7386). */
  public static JsonNode mergePatch(JsonNode object, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    var result =
        object instanceof ObjectNode there
            ? there.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (var one : changes.properties()) {
      if (one.getValue().isNull()) {
        result.remove(one.getKey());
      } else {
        result.set(one.getKey(), mergePatch(result.path(one.getKey()), one.getValue()));
      }
    }
    return result;
  }

  /** The fields whose values differ between two states, including those that only one has. */
  public static FieldSet changed(ObjectNode before, ObjectNode after) {
    var set = JsonNodeFactory.instance.objectNode();
    for (var one : after.properties()) {
      var field = one.getKey();
      var old = before.path(field);
      if (old instanceof ObjectNode was && one.getValue() instanceof ObjectNode is) {
        put(set, "f:" + field, changed(was, is));
      } else if (old.isArray() && !ListKeys.of(field, one.getValue()).isEmpty()) {
        put(set, "f:" + field, changedElements(field, old, one.getValue()));
      } else if (!old.equals(one.getValue())) {
        set.putObject("f:" + field);
      }
    }
    return new FieldSet(set);
  }

  private static FieldSet changedElements(String field, JsonNode before, JsonNode after) {
    var set = JsonNodeFactory.instance.objectNode();
    var keys = ListKeys.of(field, after);
    for (var element : after) {
      var step = FieldSet.elementKey(keys, element);
      var old = JsonNodeFactory.instance.objectNode();
      for (var candidate : before) {
        if (candidate instanceof ObjectNode found && ListKeys.same(keys, candidate, element)) {
          old = found;
        }
      }
      put(set, step, changed(old, (ObjectNode) element));
    }
    return new FieldSet(set);
  }

  private static void put(ObjectNode set, String step, FieldSet inner) {
    if (!inner.isEmpty()) {
      set.set(step, inner.fieldsV1());
    }
  }
}
