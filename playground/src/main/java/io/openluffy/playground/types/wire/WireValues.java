package io.openluffy.playground.types.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.openluffy.playground.types.wire.WireShape.Single;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/** The values that are written by rules of their own: times, amounts, JSON inside protobuf. */
final class WireValues {
  private static final String SCHEMA =
      "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireDecoder decoder;

  WireValues(WireDecoder decoder) {
    this.decoder = decoder;
  }

  /** A value; empty where JSON would say null. */
  Optional<JsonNode> read(Single shape, WireReader reader, int depth) {
    return switch (shape) {
      case TEXT -> Optional.of(WireDecoder.NODES.textNode(reader.text()));
      case NUMBER -> Optional.of(number(reader.number()));
      case FRACTION -> Optional.of(fraction(reader.fraction()));
      case FLAG -> Optional.of(WireDecoder.NODES.booleanNode(reader.number() != 0));
      case BYTES -> Optional.of(base64(reader.bytes()));
      case QUANTITY -> Optional.of(quantity(reader.slice()));
      case INT_OR_STRING -> Optional.of(intOrString(reader.slice()));
      case TIME -> time(reader.slice(), false);
      case MICRO_TIME -> time(reader.slice(), true);
      case RAW -> raw(reader.slice());
      case TEXTS -> Optional.of(texts(reader.slice(), 1));
      case SCHEMA_OR_ARRAY -> schemaOr(reader.slice(), depth, Single.SCHEMA_OR_ARRAY);
      case SCHEMA_OR_FLAG -> schemaOr(reader.slice(), depth, Single.SCHEMA_OR_FLAG);
      case SCHEMA_OR_TEXTS -> schemaOr(reader.slice(), depth, Single.SCHEMA_OR_TEXTS);
    };
  }

  /** What an entry of a map is that has a key alone. */
  JsonNode empty(WireShape shape) {
    return switch (shape) {
      case Single single ->
          switch (single) {
            case NUMBER, FRACTION -> WireDecoder.NODES.numberNode(0);
            case FLAG -> WireDecoder.NODES.booleanNode(false);
            case TEXTS -> WireDecoder.NODES.arrayNode();
            case QUANTITY -> WireDecoder.NODES.textNode("0");
            case TEXT, BYTES, INT_OR_STRING -> WireDecoder.NODES.textNode("");
            case TIME, MICRO_TIME, RAW -> WireDecoder.NODES.nullNode();
            case SCHEMA_OR_ARRAY, SCHEMA_OR_FLAG, SCHEMA_OR_TEXTS -> WireDecoder.NODES.objectNode();
          };
      case WireShape.Message message -> WireDecoder.NODES.objectNode();
      case WireShape.ListOf list -> WireDecoder.NODES.arrayNode();
      case WireShape.MapOf map -> WireDecoder.NODES.objectNode();
    };
  }

  private static JsonNode number(long value) {
    var isInt = value == (int) value;
    return isInt ? WireDecoder.NODES.numberNode((int) value) : WireDecoder.NODES.numberNode(value);
  }

  /** As Go writes it: without a point where none is needed. */
  private static JsonNode fraction(double value) {
    var isWhole = value == (int) value;
    return isWhole
        ? WireDecoder.NODES.numberNode((int) value)
        : WireDecoder.NODES.numberNode(value);
  }

  private static JsonNode base64(byte[] bytes) {
    return WireDecoder.NODES.textNode(Base64.getEncoder().encodeToString(bytes));
  }

  private static JsonNode quantity(ByteBuffer bytes) {
    var text = "0";
    for (var reader = new WireReader(bytes); reader.next(); ) {
      if (reader.field() == 1) {
        text = reader.text();
      } else {
        reader.skip();
      }
    }
    return WireDecoder.NODES.textNode(text);
  }

  private static JsonNode intOrString(ByteBuffer bytes) {
    var isText = false;
    var number = 0L;
    var text = "";
    for (var reader = new WireReader(bytes); reader.next(); ) {
      switch (reader.field()) {
        case 1 -> isText = reader.number() == 1;
        case 2 -> number = reader.number();
        case 3 -> text = reader.text();
        default -> reader.skip();
      }
    }
    return isText ? WireDecoder.NODES.textNode(text) : number(number);
  }

  /** The beginning of 1970 is Go's way to say that there is no time. */
  private static Optional<JsonNode> time(ByteBuffer bytes, boolean micros) {
    var seconds = 0L;
    var nanos = 0L;
    for (var reader = new WireReader(bytes); reader.next(); ) {
      switch (reader.field()) {
        case 1 -> seconds = reader.number();
        case 2 -> nanos = reader.number();
        default -> reader.skip();
      }
    }
    if (seconds == 0 && nanos == 0) {
      return Optional.empty();
    }
    try {
      var at = Instant.ofEpochSecond(seconds, nanos);
      var text =
          micros
              ? MICROS.format(at)
              : DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS));
      return Optional.of(WireDecoder.NODES.textNode(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new WireException("a time is out of bounds");
    }
  }

  /** An object inside an object, or any JSON. */
  private static Optional<JsonNode> raw(ByteBuffer bytes) {
    var content = new byte[0];
    for (var reader = new WireReader(bytes); reader.next(); ) {
      if (reader.field() == 1) {
        content = reader.bytes();
      } else {
        reader.skip();
      }
    }
    if (content.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(content));
    } catch (IOException e) {
      throw new WireException("an embedded object is not JSON");
    }
  }

  private static ArrayNode texts(ByteBuffer bytes, int field) {
    var texts = WireDecoder.NODES.arrayNode();
    for (var reader = new WireReader(bytes); reader.next(); ) {
      if (reader.field() == field) {
        texts.add(reader.text());
      } else {
        reader.skip();
      }
    }
    return texts;
  }

  private Optional<JsonNode> schemaOr(ByteBuffer bytes, int depth, Single what) {
    var schema = Optional.<JsonNode>empty();
    var many = WireDecoder.NODES.arrayNode();
    var allows = false;
    for (var reader = new WireReader(bytes); reader.next(); ) {
      var isFlag = what == Single.SCHEMA_OR_FLAG;
      if (reader.field() == (isFlag ? 2 : 1)) {
        schema = Optional.of(decoder.object(SCHEMA, reader.slice(), depth));
      } else if (isFlag && reader.field() == 1) {
        allows = reader.number() != 0;
      } else if (reader.field() == 2) {
        many.add(
            what == Single.SCHEMA_OR_TEXTS
                ? WireDecoder.NODES.textNode(reader.text())
                : decoder.object(SCHEMA, reader.slice(), depth));
      } else {
        reader.skip();
      }
    }
    if (schema.isPresent()) {
      return schema;
    }
    return Optional.of(
        what == Single.SCHEMA_OR_FLAG ? WireDecoder.NODES.booleanNode(allows) : many);
  }
}
