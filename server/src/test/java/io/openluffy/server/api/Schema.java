package io.openluffy.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import io.openluffy.server.web.OpenApiDocument;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a value with a schema of our OpenAPI document; only what that document uses is known.
 * Stricter than the standard: a key that the schema does not name is a complaint.
 */
final class Schema {
  private static final JsonNode DOCUMENT = Json.mapper().valueToTree(OpenApiDocument.json());

  private final List<String> complaints = new ArrayList<>();

  private Schema() {}

  static JsonNode operation(String method, String path) {
    return DOCUMENT.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
  }

  static List<String> complaints(JsonNode schema, JsonNode value) {
    var check = new Schema();
    check.check(schema, value, "$");
    return check.complaints;
  }

  /** What a {@code $ref} leads to. */
  static JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText("");
    return reference.isEmpty() ? schema : resolved(DOCUMENT.at(reference.substring(1)));
  }

  private void check(JsonNode raw, JsonNode value, String at) {
    var schema = resolved(raw);
    var type = schema.path("type").asText("");
    if (!isA(type, value)) {
      complaints.add(at + " is no " + type + ": " + shortened(value));
      return;
    }
    allowed(schema, value, at);
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), at + "[" + i + "]");
      }
    } else if (value.isObject() && schema.has("properties")) {
      object(schema, value, at);
    }
  }

  private void object(JsonNode schema, JsonNode value, String at) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        complaints.add(at + "." + name.asText() + " is missing");
      }
    }
    value
        .properties()
        .forEach(
            entry -> {
              var inner = schema.path("properties").path(entry.getKey());
              if (inner.isMissingNode()) {
                complaints.add(at + "." + entry.getKey() + " is not in the document");
              } else {
                check(inner, entry.getValue(), at + "." + entry.getKey());
              }
            });
  }

  private void allowed(JsonNode schema, JsonNode value, String at) {
    var words = new ArrayList<String>();
    schema.path("enum").forEach(word -> words.add(word.asText()));
    if (!words.isEmpty() && !words.contains(value.asText())) {
      complaints.add(at + " is none of " + words + ": " + value);
    }
    if (schema.path("format").asText().equals("date-time") && !isInstant(value.asText())) {
      complaints.add(at + " is no time in UTC: " + value);
    }
  }

  private static boolean isInstant(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "" -> true;
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new IllegalArgumentException("the document has a type " + type);
    };
  }

  private static String shortened(JsonNode value) {
    var text = value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
