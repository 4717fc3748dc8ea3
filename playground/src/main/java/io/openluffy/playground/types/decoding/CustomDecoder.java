package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.SchemaKind;
import java.util.Collections;
import java.util.List;

/**
 * Reads custom kinds: fields that the CRD does not name are dropped unless it keeps them; whether
 * the others fit is for the validation to say. Metadata is read as for built-in kinds.
 */
final class CustomDecoder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> errors;

  CustomDecoder(List<String> errors) {
    this.errors = errors;
  }

  ObjectNode object(Schema schema, ObjectNode body) {
    var rest = body.objectNode();
    rest.setAll(body);
    var metadata = rest.remove("metadata");
    var result = object(schema, rest, FieldPath.ROOT);
    Collections.sort(errors);
    if (metadata instanceof ObjectNode given) {
      var wrapped = NODES.objectNode();
      wrapped.set("metadata", given);
      var read = new BuiltInDecoder(errors).object(schema, wrapped);
      result.setAll(read);
    }
    return result;
  }

  private ObjectNode object(Schema schema, ObjectNode from, FieldPath path) {
    var result = NODES.objectNode();
    from.properties()
        .forEach(
            entry -> {
              var name = entry.getKey();
              var field = schema.child(name);
              if (field.isEmpty()) {
                if (schema.preservesUnknown()) {
                  result.set(name, entry.getValue().deepCopy());
                } else {
                  errors.add(Decoding.unknown(path.child(name)));
                }
              } else if (!isDroppedNull(entry.getValue(), field.get())) {
                result.set(name, value(field.get(), entry.getValue(), path.child(name)));
              }
            });
    return result;
  }

  private static boolean isDroppedNull(JsonNode value, Schema schema) {
    return value.isNull()
        && !schema.nullable()
        && schema.kind() != SchemaKind.ANY
        && schema.defaultValue().isEmpty();
  }

  private JsonNode value(Schema schema, JsonNode value, FieldPath path) {
    if (value instanceof ObjectNode object) {
      return switch (schema.kind()) {
        case OBJECT, MAP -> object(schema, object, path);
        case LIST, STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, ANY -> object.deepCopy();
      };
    }
    if (value.isArray() && schema.kind() == SchemaKind.LIST) {
      var inner = schema.items().orElse(Schema.ANY);
      var result = NODES.arrayNode(value.size());
      value.forEach(entry -> result.add(value(inner, entry, path.index(result.size()))));
      return result;
    }
    return value;
  }
}
