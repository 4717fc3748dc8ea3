package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.playground.types.FieldPath;
import io.openluffy.playground.types.Quantity;
import io.openluffy.playground.types.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Reads single values: texts, numbers, times, amounts. */
final class Scalars {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Scalars() {}

  static JsonNode read(Schema owner, Schema schema, JsonNode value, FieldPath path) {
    var fits =
        switch (schema.kind()) {
          case STRING -> value.isTextual() || (isQuantity(schema) && value.isNumber());
          case INTEGER -> isWhole(schema, value);
          case NUMBER -> value.isNumber();
          case BOOLEAN -> value.isBoolean();
          case INT_OR_STRING -> value.isTextual() || value.isIntegralNumber();
          case OBJECT, MAP, LIST, ANY -> false;
        };
    if (!fits) {
      throw WrongType.of(value, owner, path, schema);
    }
    if (isQuantity(schema)) {
      return quantity(value);
    }
    if (value.isLong() && value.canConvertToInt()) {
      return JsonNodeFactory.instance.numberNode(value.asInt());
    }
    return switch (schema.format()) {
      case "date-time" -> time(schema, value.asText());
      case "byte" -> base64(value);
      default -> value;
    };
  }

  private static boolean isWhole(Schema schema, JsonNode value) {
    return switch (schema.format()) {
      case "int32" -> value.isIntegralNumber() && value.canConvertToInt();
      default -> value.isIntegralNumber() && value.canConvertToLong();
    };
  }

  private static boolean isQuantity(Schema schema) {
    return schema.definition().endsWith(".Quantity");
  }

  /** As written: the amount is kept in the writer's form where Kubernetes would. */
  private static JsonNode quantity(JsonNode value) {
    var text = value.asText();
    if (Quantity.parse(text).isEmpty()) {
      throw new WrongType(
          "quantities must match the regular expression"
              + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    return JsonNodeFactory.instance.textNode(CanonicalQuantity.of(text));
  }

  private static JsonNode base64(JsonNode value) {
    var text = value.asText().replace("\n", "").replace("\r", "");
    try {
      Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new WrongType("illegal base64 data at input byte " + badByte(text));
    }
    return JsonNodeFactory.instance.textNode(text);
  }

  private static int badByte(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var fits = (c < 128 && Character.isLetterOrDigit(c)) || c == '+' || c == '/';
      if (!fits) {
        return i;
      }
    }
    return text.length() / 4 * 4;
  }

  private static JsonNode time(Schema schema, String text) {
    try {
      var instant = OffsetDateTime.parse(text).toInstant();
      var micro = schema.definition().endsWith("MicroTime");
      return JsonNodeFactory.instance.textNode(micro ? MICROS.format(instant) : seconds(instant));
    } catch (DateTimeException e) {
      throw new WrongType(
          "parsing time \"%s\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"%s\" as \"2006\""
              .formatted(text, text));
    }
  }

  private static String seconds(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
