package io.openluffy.playground.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.Schema;
import java.util.HashSet;
import java.util.Set;

/**
 * Strategic merge patch: a merge patch that knows which lists are merged and by which key, with
 * directives of its own ({@code $patch}, {@code $retainKeys}, {@code $deleteFromPrimitiveList/x},
 * {@code $setElementOrder/x}).
 */
public final class StrategicMergePatch {
  static final String DIRECTIVE = "$patch";
  private static final String RETAIN_KEYS = "$retainKeys";
  private static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
  private static final String ELEMENT_ORDER = "$setElementOrder/";

  private StrategicMergePatch() {}

  public static ObjectNode apply(Schema schema, ObjectNode object, ObjectNode patch) {
    return merge(schema, object, patch);
  }

  static ObjectNode merge(Schema schema, ObjectNode object, ObjectNode patch) {
    var directive = patch.path(DIRECTIVE);
    if (!directive.isMissingNode()) {
      return switch (directive.asText()) {
        case "replace" -> Trees.without(patch, DIRECTIVE);
        case "delete" -> Trees.object();
        case "merge" -> merge(schema, object, Trees.without(patch, DIRECTIVE));
        default ->
            throw PatchErrors.internal(
                "unknown patch type: %s in map: %s"
                    .formatted(directive.asText(), GoText.of(patch)));
      };
    }
    var merged = retained(object, patch);
    for (var name : fields(patch)) {
      set(merged, name, field(schema, merged, patch, name));
    }
    return merged;
  }

  private static void set(ObjectNode merged, String name, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      merged.remove(name);
    } else {
      merged.set(name, value);
    }
  }

  /** The fields that the patch says something about, by itself or by a directive. */
  private static Set<String> fields(ObjectNode patch) {
    var names = new HashSet<String>();
    patch
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith(DELETE_PRIMITIVES)) {
                names.add(name.substring(DELETE_PRIMITIVES.length()));
              } else if (name.startsWith(ELEMENT_ORDER)) {
                names.add(name.substring(ELEMENT_ORDER.length()));
              } else if (!name.equals(RETAIN_KEYS)) {
                names.add(name);
              }
            });
    return names;
  }

  private static ObjectNode retained(ObjectNode object, ObjectNode patch) {
    var keys = patch.get(RETAIN_KEYS);
    if (keys == null) {
      return Trees.shallow(object);
    }
    if (!keys.isArray()) {
      throw PatchErrors.malformed("invalid patch format of retainKeys");
    }
    var kept = new HashSet<String>();
    keys.forEach(key -> kept.add(key.asText()));
    var unknown =
        patch.properties().stream()
            .anyMatch(
                e ->
                    !e.getKey().startsWith("$")
                        && !e.getValue().isNull()
                        && !kept.contains(e.getKey()));
    if (unknown) {
      throw PatchErrors.malformed("invalid patch format of retainKeys");
    }
    return Trees.shallow(object).retain(kept);
  }

  private static JsonNode field(Schema schema, ObjectNode object, ObjectNode patch, String name) {
    var child = schema.child(name).orElse(Schema.ANY);
    var old = object.path(name);
    var now = patch.path(name);
    if (now.isNull()) {
      return now;
    }
    var order = patch.path(ELEMENT_ORDER + name);
    var deleted = patch.path(DELETE_PRIMITIVES + name);
    var isMerged = child.patchStrategies().contains("merge");
    if (order.isArray() || deleted.isArray() || (old.isArray() && now.isArray() && isMerged)) {
      return new ListPatch(child, array(old), array(now), order, deleted).merged();
    }
    if (old instanceof ObjectNode before
        && now instanceof ObjectNode fields
        && !child.patchStrategies().contains("replace")) {
      return merge(child, before, fields);
    }
    return Directives.drop(now);
  }

  private static ArrayNode array(JsonNode node) {
    return node instanceof ArrayNode array ? array : Trees.array();
  }
}
