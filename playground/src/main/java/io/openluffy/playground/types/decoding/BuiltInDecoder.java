package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import io.openluffy.playground.types.Schema;
import java.util.List;

/** Reads built-in kinds: unknown fields are dropped and told, wrong types end it. */
final class BuiltInDecoder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> errors;

  BuiltInDecoder(List<String> errors) {
    this.errors = errors;
  }

  ObjectNode object(Schema schema, ObjectNode body) {
    return object(schema, body, FieldPath.ROOT);
  }

  private ObjectNode object(Schema schema, ObjectNode from, FieldPath path) {
    var result = NODES.objectNode();
    from.properties()
        .forEach(
            entry -> {
              var name = entry.getKey();
              var field = schema.fields().get(name);
              if (field == null) {
                errors.add(Decoding.unknown(path.child(name)));
              } else if (!entry.getValue().isNull()) {
                var value = value(schema, field, entry.getValue(), path.child(name));
                if (!Omissions.isOmitted(schema, name, value)) {
                  result.set(name, value);
                }
              }
            });
    return result;
  }

  /**
   * @param owner the struct that the field belongs to, for messages
   */
  private JsonNode value(Schema owner, Schema schema, JsonNode value, FieldPath path) {
    return switch (schema.kind()) {
      case OBJECT -> {
        if (!(value instanceof ObjectNode object)) {
          throw WrongType.of(value, owner, path, schema);
        }
        yield object(schema, object, path);
      }
      case MAP -> map(owner, schema, value, path);
      case LIST -> list(owner, schema, value, path);
      case ANY -> value.deepCopy();
      case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING ->
          Scalars.read(owner, schema, value, path);
    };
  }

  private JsonNode map(Schema owner, Schema schema, JsonNode value, FieldPath path) {
    if (!(value instanceof ObjectNode object)) {
      throw WrongType.of(value, owner, path, schema);
    }
    var inner = schema.values().orElse(Schema.ANY);
    var result = NODES.objectNode();
    object
        .properties()
        .forEach(
            entry -> {
              var key = entry.getKey();
              var read =
                  entry.getValue().isNull()
                      ? zero(inner)
                      : value(owner, inner, entry.getValue(), path.key(key));
              result.set(key, read);
            });
    return result;
  }

  private JsonNode list(Schema owner, Schema schema, JsonNode value, FieldPath path) {
    if (!value.isArray()) {
      throw WrongType.of(value, owner, path, schema);
    }
    var inner = schema.items().orElse(Schema.ANY);
    var result = NODES.arrayNode(value.size());
    for (var entry : value) {
      result.add(
          entry.isNull() ? zero(inner) : value(owner, inner, entry, path.index(result.size())));
    }
    return result;
  }

  /** What Go makes of a null in a list or map. */
  private static JsonNode zero(Schema schema) {
    return switch (schema.kind()) {
      case OBJECT -> NODES.objectNode();
      case STRING -> NODES.textNode("");
      case INTEGER, NUMBER, INT_OR_STRING -> NODES.numberNode(0);
      case BOOLEAN -> NODES.booleanNode(false);
      case MAP, LIST, ANY -> NODES.nullNode();
    };
  }
}
