package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.playground.types.FieldPath;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;

/** Checks a value against a CRD's schema, in the words of the API server. */
final class SchemaChecks {
  private final Complaints complaints;

  SchemaChecks(Complaints complaints) {
    this.complaints = complaints;
  }

  void check(JsonNode schema, JsonNode value, FieldPath at) {
    if (value.isNull() && schema.path("nullable").asBoolean()) {
      return;
    }
    if (!hasType(schema, value)) {
      var found = typeOf(value);
      complaints.typeInvalid(
          at, found, at + " in body must be of type " + wanted(schema) + ": \"" + found + "\"");
      return;
    }
    enumeration(schema, value, at);
    if (value.isObject()) {
      object(schema, value, at);
    } else if (value.isArray()) {
      list(schema, value, at);
    } else if (value.isTextual()) {
      text(schema, value.asText(), at);
    } else if (value.isNumber()) {
      number(schema, value, at);
    }
    combined(schema, value, at);
  }

  private static boolean hasType(JsonNode schema, JsonNode value) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isTextual() || isInteger(value);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> isInteger(value);
      case "number" -> value.isNumber();
      default -> true;
    };
  }

  private static boolean isInteger(JsonNode value) {
    return value.isIntegralNumber()
        || (value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0);
  }

  private static String wanted(JsonNode schema) {
    return schema.path("x-kubernetes-int-or-string").asBoolean()
        ? "integer,string"
        : schema.path("type").asText();
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> isInteger(value) ? "integer" : "number";
      default -> "null";
    };
  }

  private void enumeration(JsonNode schema, JsonNode value, FieldPath at) {
    var options = schema.path("enum");
    if (options.isEmpty()) {
      return;
    }
    for (var option : options) {
      var numbers = option.isNumber() && value.isNumber();
      var equal =
          numbers
              ? option.decimalValue().compareTo(value.decimalValue()) == 0
              : option.equals(value);
      if (equal) {
        return;
      }
    }
    complaints.unsupported(at, value, options.valueStream().map(JsonNode::asText).toList());
  }

  private void object(JsonNode schema, JsonNode value, FieldPath at) {
    for (var name : schema.path("required")) {
      if (!value.has(name.asText())) {
        complaints.required(at.child(name.asText()), "");
      }
    }
    size(schema, "minProperties", "maxProperties", "properties", value.size(), at);
    var properties = schema.path("properties");
    var values = schema.path("additionalProperties");
    for (var entry : value.properties()) {
      var property = properties.path(entry.getKey());
      if (property.isObject()) {
        check(property, entry.getValue(), at.child(entry.getKey()));
      } else if (values.isObject()) {
        check(values, entry.getValue(), at.child(entry.getKey()));
      }
    }
  }

  private void size(
      JsonNode schema, String least, String most, String things, int size, FieldPath at) {
    var words = at + " in body should have at ";
    var value = IntNode.valueOf(size);
    if (schema.has(least) && size < schema.path(least).asLong()) {
      complaints.invalid(at, value, words + "least " + schema.path(least).asLong() + " " + things);
    }
    if (schema.has(most) && size > schema.path(most).asLong()) {
      complaints.tooMany(at, size, schema.path(most).asLong());
    }
  }

  private void list(JsonNode schema, JsonNode value, FieldPath at) {
    size(schema, "minItems", "maxItems", "items", value.size(), at);
    var items = schema.path("items");
    var seen = new HashSet<JsonNode>();
    var index = 0;
    for (var entry : value) {
      var here = at.index(index++);
      if (items.isObject()) {
        check(items, entry, here);
      }
      switch (schema.path("x-kubernetes-list-type").asText()) {
        case "set" -> {
          if (!seen.add(entry)) {
            complaints.duplicate(here, entry);
          }
        }
        case "map" -> {
          var key = key(schema, entry);
          if (!seen.add(key)) {
            complaints.duplicate(here, key);
          }
        }
        default -> {}
      }
    }
  }

  private static JsonNode key(JsonNode schema, JsonNode entry) {
    var key = JsonNodeFactory.instance.objectNode();
    for (var name : schema.path("x-kubernetes-list-map-keys")) {
      if (entry.has(name.asText())) {
        key.set(name.asText(), entry.path(name.asText()));
      }
    }
    return key;
  }

  private void text(JsonNode schema, String text, FieldPath at) {
    var length = text.codePointCount(0, text.length());
    if (schema.has("maxLength") && length > schema.path("maxLength").asLong()) {
      complaints.tooLong(at, schema.path("maxLength").asLong());
      return;
    }
    if (schema.has("minLength") && length < schema.path("minLength").asLong()) {
      complaints.invalid(
          at,
          text,
          at + " in body should be at least " + schema.path("minLength").asLong() + " chars long");
      return;
    }
    var pattern = schema.path("pattern").asText();
    if (!pattern.isEmpty() && !BoundedText.fits(pattern, text)) {
      complaints.invalid(at, text, at + " in body should match '" + pattern + "'");
      return;
    }
    var format = schema.path("format").asText();
    if (!hasFormat(format, text)) {
      complaints.invalid(
          at, text, at + " in body must be of type " + format + ": \"" + text + "\"");
    }
  }

  private static boolean hasFormat(String format, String text) {
    try {
      switch (format) {
        case "date-time" -> OffsetDateTime.parse(text);
        case "date" -> LocalDate.parse(text);
        case "uuid" -> {
          return text.matches(
              "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
        }
        case "ipv4" -> {
          return text.matches("(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])(\\.(?!$)|$)){4}");
        }
        case "byte" -> Base64.getDecoder().decode(text);
        default -> {}
      }
      return true;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }

  private void number(JsonNode schema, JsonNode value, FieldPath at) {
    var number = value.decimalValue();
    if (schema.path("minimum").isNumber()) {
      var order = number.compareTo(schema.path("minimum").decimalValue());
      var exclusive = schema.path("exclusiveMinimum").asBoolean();
      if (order < 0 || (exclusive && order == 0)) {
        var words = exclusive ? "greater than " : "greater than or equal to ";
        complaints.invalid(
            at, value, at + " in body should be " + words + schema.path("minimum").asText());
      }
    }
    if (schema.path("maximum").isNumber()) {
      var order = number.compareTo(schema.path("maximum").decimalValue());
      var exclusive = schema.path("exclusiveMaximum").asBoolean();
      if (order > 0 || (exclusive && order == 0)) {
        var words = exclusive ? "less than " : "less than or equal to ";
        complaints.invalid(
            at, value, at + " in body should be " + words + schema.path("maximum").asText());
      }
    }
    var factor = schema.path("multipleOf");
    if (factor.isNumber()
        && factor.decimalValue().signum() > 0
        && number.remainder(factor.decimalValue()).signum() != 0) {
      complaints.invalid(at, value, at + " in body should be a multiple of " + factor.asText());
    }
  }

  private void combined(JsonNode schema, JsonNode value, FieldPath at) {
    schema.path("allOf").forEach(each -> check(each, value, at));
    if (schema.has("anyOf") && fitting(schema.path("anyOf"), value) == 0) {
      complaints.invalid(at, "", "\"" + at + "\" must validate at least one schema (anyOf)");
    }
    if (schema.has("oneOf")) {
      var fitting = fitting(schema.path("oneOf"), value);
      if (fitting != 1) {
        var found = fitting == 0 ? "Found none valid" : "Found " + fitting + " valid alternatives";
        complaints.invalid(
            at, "", "\"" + at + "\" must validate one and only one schema (oneOf). " + found);
      }
    }
    if (schema.path("not").isObject() && fits(schema.path("not"), value)) {
      complaints.invalid(at, "", "\"" + at + "\" must not validate the schema (not)");
    }
  }

  private static int fitting(JsonNode schemas, JsonNode value) {
    var fitting = new ArrayList<JsonNode>();
    schemas.forEach(
        schema -> {
          if (fits(schema, value)) {
            fitting.add(schema);
          }
        });
    return fitting.size();
  }

  private static boolean fits(JsonNode schema, JsonNode value) {
    var trial = new Complaints();
    new SchemaChecks(trial).check(schema, value, FieldPath.ROOT);
    return trial.count() == 0;
  }
}
