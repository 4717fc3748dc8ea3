package io.openluffy.playground.types.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.wire.WireShape.ListOf;
import io.openluffy.playground.types.wire.WireShape.MapOf;
import io.openluffy.playground.types.wire.WireShape.Message;
import io.openluffy.playground.types.wire.WireShape.Single;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Turns the protobuf bytes of a built-in type into the tree that its JSON would be. */
final class WireDecoder {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 200;

  private final WireTypes types;
  private final WireValues values = new WireValues(this);

  WireDecoder(WireTypes types) {
    this.types = types;
  }

  /** Reads the fields of a type into an object. */
  void into(ObjectNode object, String definition, ByteBuffer bytes, int depth) {
    if (depth > DEEPEST) {
      throw new WireException("exceeded max depth");
    }
    var type = types.type(definition);
    var reader = new WireReader(bytes);
    while (reader.next()) {
      var field = type.field(reader.field());
      if (field.isEmpty()) {
        reader.skip();
      } else if (field.get().inline() && field.get().shape() instanceof Message inner) {
        into(object, inner.definition(), reader.slice(), depth + 1);
      } else {
        field(object, field.get(), reader, depth);
      }
    }
  }

  private void field(ObjectNode object, WireField field, WireReader reader, int depth) {
    switch (field.shape()) {
      case ListOf list -> {
        var array =
            object.get(field.name()) instanceof ArrayNode some
                ? some
                : object.putArray(field.name());
        value(list.entry(), reader, depth).ifPresent(array::add);
      }
      case MapOf map -> {
        var entries =
            object.get(field.name()) instanceof ObjectNode some
                ? some
                : object.putObject(field.name());
        entry(entries, map.value(), reader.slice(), depth);
      }
      case Message message ->
          value(message, reader, depth).ifPresent(v -> object.set(field.name(), v));
      case Single single ->
          value(single, reader, depth)
              .filter(value -> !field.omitsEmpty() || !WireTypes.isEmpty(value))
              .ifPresent(value -> object.set(field.name(), value));
    }
  }

  private void entry(ObjectNode into, WireShape shape, ByteBuffer bytes, int depth) {
    var key = "";
    var value = Optional.<JsonNode>empty();
    var reader = new WireReader(bytes);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> key = reader.text();
        case 2 -> value = value(shape, reader, depth);
        default -> reader.skip();
      }
    }
    into.set(key, value.orElseGet(() -> values.empty(shape)));
  }

  /** A value; empty where JSON would say null. */
  private Optional<JsonNode> value(WireShape shape, WireReader reader, int depth) {
    return switch (shape) {
      case Message message -> Optional.of(object(message.definition(), reader.slice(), depth));
      case Single single -> values.read(single, reader, depth);
      case ListOf list -> throw new IllegalStateException("a list in a list");
      case MapOf map -> throw new IllegalStateException("a map in a list");
    };
  }

  ObjectNode object(String definition, ByteBuffer bytes, int depth) {
    var object = NODES.objectNode();
    into(object, definition, bytes, depth + 1);
    return object;
  }
}
