package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Writes a value where none is; null counts as none, and so does the empty string for text. */
final class Fill {
  private Fill() {}

  static void text(ObjectNode in, String field, String value) {
    if (in.path(field).asText("").isEmpty()) {
      in.put(field, value);
    }
  }

  static void number(ObjectNode in, String field, int value) {
    if (!in.hasNonNull(field)) {
      in.put(field, value);
    }
  }

  /** For numbers whose zero means "not given". */
  static void positive(ObjectNode in, String field, int value) {
    if (in.path(field).asInt() == 0) {
      in.put(field, value);
    }
  }

  static void flag(ObjectNode in, String field, boolean value) {
    if (!in.hasNonNull(field)) {
      in.put(field, value);
    }
  }

  static ObjectNode object(ObjectNode in, String field) {
    return in.path(field) instanceof ObjectNode there ? there : in.putObject(field);
  }

  static ArrayNode array(ObjectNode in, String field) {
    return in.path(field) instanceof ArrayNode there ? there : in.putArray(field);
  }

  /** Does something with each object of a list, if the list is there. */
  static void each(JsonNode in, String field, Consumer<ObjectNode> action) {
    for (var entry : in.path(field)) {
      if (entry instanceof ObjectNode object) {
        action.accept(object);
      }
    }
  }

  /** Does something with an object, if it is there. */
  static void with(JsonNode in, String field, Consumer<ObjectNode> action) {
    if (in.path(field) instanceof ObjectNode object) {
      action.accept(object);
    }
  }
}
