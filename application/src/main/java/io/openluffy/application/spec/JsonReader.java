package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads typed fields from the JSON of a manifest, and notes where a type is wrong. */
final class JsonReader {
  private final String subject;
  private final JsonNode node;
  private final String path;
  private final List<Problem> problems;

  JsonReader(String subject, JsonNode node, String path, List<Problem> problems) {
    this.subject = subject;
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  JsonReader in(String field) {
    var inner = node.path(field);
    if (has(field) && !inner.isObject()) {
      wrong(field, "an object");
    }
    return new JsonReader(subject, inner, path + "." + field, problems);
  }

  <T> Optional<T> optional(String field, Function<JsonReader, T> read) {
    return has(field) ? Optional.of(read.apply(in(field))) : Optional.empty();
  }

  String text(String field) {
    var value = node.path(field);
    if (has(field) && !value.isTextual()) {
      if (value.isNumber() || value.isBoolean()) {
        return value.asText();
      }
      wrong(field, "text");
      return "";
    }
    return value.isNull() ? "" : value.asText("");
  }

  Optional<String> optionalText(String field) {
    var text = text(field);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  boolean flag(String field, boolean otherwise) {
    if (has(field) && !node.path(field).isBoolean()) {
      wrong(field, "true or false");
    }
    return node.path(field).asBoolean(otherwise);
  }

  boolean flag(String field) {
    return flag(field, false);
  }

  long number(String field, long otherwise) {
    if (has(field) && !node.path(field).isIntegralNumber()) {
      wrong(field, "a whole number");
    }
    return node.path(field).asLong(otherwise);
  }

  List<String> texts(String field) {
    var found = new ArrayList<String>();
    if (isList(field)) {
      node.path(field).forEach(one -> found.add(one.asText()));
    }
    return found;
  }

  <T> List<T> each(String field, Function<JsonReader, T> read) {
    var found = new ArrayList<T>();
    if (isList(field)) {
      int index = 0;
      for (var one : node.path(field)) {
        var at = path + "." + field + "[" + index++ + "]";
        found.add(read.apply(new JsonReader(subject, one, at, problems)));
      }
    }
    return found;
  }

  Map<String, String> map(String field) {
    var found = new LinkedHashMap<String, String>();
    node.path(field).properties().forEach(one -> found.put(one.getKey(), one.getValue().asText()));
    return found;
  }

  Optional<ObjectNode> object(String field) {
    return node.path(field) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  ObjectNode json() {
    return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private boolean isList(String field) {
    if (has(field) && !node.path(field).isArray()) {
      wrong(field, "a list");
      return false;
    }
    return has(field);
  }

  void wrong(String field, String expected) {
    bad(field, "must be " + expected + ", not " + shown(node.path(field)), "");
  }

  private static String shown(JsonNode value) {
    return value.isValueNode()
        ? value.toString()
        : "a " + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  void bad(String field, String message, String remedy) {
    var where = Where.of(subject).field(field.isEmpty() ? path : path + "." + field);
    var name = field.isEmpty() ? path : field;
    problems.add(
        Problem.user("application.invalid-spec", "'" + name + "' " + message + ".", where, remedy));
  }
}
