package io.openluffy.playground.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** A list that a strategic merge patch changes item by item. */
final class ListPatch {
  private final Schema schema;
  private final String key;
  private final ArrayNode original;
  private final ArrayNode patch;
  private final JsonNode order;
  private final JsonNode deleted;

  ListPatch(Schema schema, ArrayNode original, ArrayNode patch, JsonNode order, JsonNode deleted) {
    this.schema = schema;
    this.key = schema.mergeKey();
    this.original = original;
    this.patch = patch;
    // Without an order of its own, the patch's items stand in the patch's order.
    this.order = order.isArray() ? order : patch;
    this.deleted = deleted;
  }

  ArrayNode merged() {
    for (var item : patch) {
      if (item.path(StrategicMergePatch.DIRECTIVE).asText().equals("replace")) {
        return (ArrayNode) Directives.drop(withoutDirective());
      }
    }
    var items = key.isEmpty() ? primitives() : objects();
    return Trees.array().addAll(sorted(items));
  }

  private ArrayNode withoutDirective() {
    var rest = Trees.array();
    for (var item : patch) {
      if (!item.path(StrategicMergePatch.DIRECTIVE).asText().equals("replace")) {
        rest.add(item);
      } else if (item.size() > 1) {
        rest.add(Trees.without((ObjectNode) item, StrategicMergePatch.DIRECTIVE));
      }
    }
    return rest;
  }

  private List<JsonNode> primitives() {
    var items = new ArrayList<JsonNode>();
    original.forEach(
        item -> {
          if (indexOf(deleted, item) < 0) {
            items.add(item);
          }
        });
    for (var item : patch) {
      if (items.stream().noneMatch(other -> Trees.same(other, item))) {
        items.add(item);
      }
    }
    return items;
  }

  private List<JsonNode> objects() {
    var items = new ArrayList<JsonNode>();
    original.forEach(items::add);
    for (var item : patch) {
      if (!(item instanceof ObjectNode fields)) {
        throw PatchErrors.internal(
            "list element types are not identical: ["
                + GoText.of(original)
                + " "
                + GoText.of(patch)
                + "]");
      }
      if (!fields.has(key)) {
        throw PatchErrors.internal(
            "map: " + GoText.of(fields) + " does not contain declared merge key: " + key);
      }
      merge(items, fields);
    }
    return items;
  }

  private void merge(List<JsonNode> items, ObjectNode item) {
    if (item.path(StrategicMergePatch.DIRECTIVE).asText().equals("delete")) {
      items.removeIf(other -> isSame(other, item));
      return;
    }
    for (var i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof ObjectNode old && isSame(old, item)) {
        items.set(i, StrategicMergePatch.merge(schema.items().orElse(Schema.ANY), old, item));
        return;
      }
    }
    items.add(Directives.drop(item));
  }

  /** The patch's order for what the patch knows; the rest stays where it was beside it. */
  private List<JsonNode> sorted(List<JsonNode> items) {
    var known = new ArrayList<JsonNode>();
    var others = new ArrayList<JsonNode>();
    items.forEach(item -> (indexOf(order, item) >= 0 ? known : others).add(item));
    known.sort((one, other) -> Integer.compare(indexOf(order, one), indexOf(order, other)));
    others.sort((one, other) -> Integer.compare(place(one), place(other)));
    var all = new ArrayList<JsonNode>(items.size());
    var i = 0;
    var j = 0;
    while (i < others.size() && j < known.size()) {
      var left = indexOf(original, others.get(i));
      var right = indexOf(original, known.get(j));
      if (left >= 0 && right >= 0 && left < right) {
        all.add(others.get(i++));
      } else {
        all.add(known.get(j++));
      }
    }
    all.addAll(others.subList(i, others.size()));
    all.addAll(known.subList(j, known.size()));
    return all;
  }

  private int place(JsonNode item) {
    var index = indexOf(original, item);
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  private int indexOf(JsonNode list, JsonNode item) {
    for (var i = 0; i < list.size(); i++) {
      if (isSame(list.get(i), item)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isSame(JsonNode one, JsonNode other) {
    return key.isEmpty() ? Trees.same(one, other) : Trees.same(one.path(key), other.path(key));
  }
}
