package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.Schema;
import java.util.Optional;

/** Takes the fields of a set out of an object; what becomes empty by that becomes null. */
final class Removal {
  private Removal() {}

  static ObjectNode remove(Schema schema, ObjectNode object, FieldSet fields) {
    return fields.isEmpty() ? object : fields(schema, object, fields).orElseGet(Trees::object);
  }

  private static Optional<? extends JsonNode> value(Schema schema, JsonNode value, FieldSet out) {
    if (out.isMember()) {
      return Optional.empty();
    }
    if (out.isEmpty() || value.isEmpty()) {
      return Optional.of(value);
    }
    return switch (Layout.of(schema, value)) {
      case LEAF -> Optional.of(value);
      case FIELDS -> fields(schema, (ObjectNode) value, out);
      case ITEMS -> items(schema, value, out);
    };
  }

  private static Optional<ObjectNode> fields(Schema schema, ObjectNode object, FieldSet out) {
    var left = Trees.object();
    for (var entry : object.properties()) {
      var name = entry.getKey();
      var gone = out.child(FieldSet.field(name));
      value(Layout.child(schema, name), entry.getValue(), gone)
          .ifPresentOrElse(
              value -> left.set(name, value),
              () -> {
                // It is not the field that goes, only all that is in it.
                if (!gone.isMember()) {
                  left.putNull(name);
                }
              });
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(left);
  }

  private static Optional<JsonNode> items(Schema schema, JsonNode list, FieldSet out) {
    var left = JsonNodeFactory.instance.arrayNode();
    for (var item : list) {
      value(Layout.items(schema), item, out.child(ListItems.element(schema, item)))
          .ifPresent(left::add);
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(left);
  }
}
