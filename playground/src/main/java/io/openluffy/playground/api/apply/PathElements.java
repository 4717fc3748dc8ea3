package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How one step of a path is written: in managedFields, and for people. */
final class PathElements {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PathElements() {}

  /** The same element always has the same text: keys sorted, no blanks. */
  static String canonical(String element) {
    if (element.length() < 2 || element.charAt(1) != ':') {
      throw new IllegalArgumentException("missing or bad path element type: " + element);
    }
    return switch (element.charAt(0)) {
      case 'f' -> element;
      case 'k' -> key(parse(element));
      case 'v' -> value(parse(element));
      case 'i' -> element;
      default -> throw new IllegalArgumentException("bad path element type: " + element);
    };
  }

  static String key(JsonNode keys) {
    if (!(keys instanceof ObjectNode object)) {
      throw new IllegalArgumentException("list keys are not an object: " + keys);
    }
    var sorted = new TreeMap<String, JsonNode>();
    object.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return "k:" + JsonNodeFactory.instance.objectNode().setAll(sorted);
  }

  static String value(JsonNode value) {
    return "v:" + value;
  }

  private static JsonNode parse(String element) {
    try {
      return JSON.readTree(element.substring(2));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("bad path element: " + element, e);
    }
  }

  /** A path for people: {@code .spec.containers[name="web"].image}. */
  static String inWords(List<String> path) {
    return path.stream().map(PathElements::inWords).collect(Collectors.joining());
  }

  static String inWords(String element) {
    return switch (element.charAt(0)) {
      case 'f' -> "." + element.substring(2);
      case 'k' ->
          parse(element).properties().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(",", "[", "]"));
      case 'v' -> "[=" + element.substring(2) + "]";
      default -> "[" + element.substring(2) + "]";
    };
  }
}
