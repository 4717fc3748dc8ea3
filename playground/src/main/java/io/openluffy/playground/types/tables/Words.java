package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts labels, selectors, containers and lists into the words that tables use for them. */
final class Words {
  static final String NONE = "<none>";
  static final String UNSET = "<unset>";

  private Words() {}

  /** {@code a=1,b=2}, or {@code <none>}. */
  static String labels(JsonNode labels) {
    return orNone(pairs(labels));
  }

  private static String pairs(JsonNode labels) {
    return labels
        .propertyStream()
        .sorted(Map.Entry.comparingByKey())
        .map(label -> label.getKey() + "=" + label.getValue().asText())
        .collect(Collectors.joining(","));
  }

  /** A label selector as it is written on a command line; empty if it selects all or nothing. */
  static String selector(JsonNode selector) {
    var parts = new TreeMap<String, String>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(
            label ->
                parts.put(label.getKey() + " =", label.getKey() + "=" + label.getValue().asText()));
    for (var expression : selector.path("matchExpressions")) {
      var key = expression.path("key").asText();
      parts.put(key + " " + parts.size(), requirement(key, expression));
    }
    return String.join(",", parts.values());
  }

  private static String requirement(String key, JsonNode expression) {
    return switch (expression.path("operator").asText()) {
      case "In" -> key + " in (" + sorted(expression.path("values")) + ")";
      case "NotIn" -> key + " notin (" + sorted(expression.path("values")) + ")";
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }

  private static String sorted(JsonNode values) {
    return values.valueStream().map(JsonNode::asText).sorted().collect(Collectors.joining(","));
  }

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  static String join(JsonNode list, String separator) {
    return list.valueStream().map(JsonNode::asText).collect(Collectors.joining(separator));
  }

  /** One field of each object of a list, joined by commas. */
  static String each(JsonNode list, String field) {
    return list.valueStream()
        .map(entry -> entry.path(field).asText())
        .collect(Collectors.joining(","));
  }

  /** The first three, and how many more. */
  static String some(List<String> all, String separator) {
    if (all.size() <= 3) {
      return String.join(separator, all);
    }
    return String.join(separator, all.subList(0, 3)) + " + " + (all.size() - 3) + " more...";
  }

  static boolean hasCondition(JsonNode status, String type) {
    return status
        .path("conditions")
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asText().equals(type)
                    && condition.path("status").asText().equals("True"));
  }

  static boolean isDeleting(JsonNode object) {
    return object.path("metadata").hasNonNull("deletionTimestamp");
  }

  /** RWO, ROX, RWX, RWOP, in this order. */
  static String accessModes(JsonNode modes) {
    var found = new ArrayList<String>();
    var known = List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");
    var words = List.of("RWO", "ROX", "RWX", "RWOP");
    for (var i = 0; i < known.size(); i++) {
      var mode = known.get(i);
      if (modes.valueStream().anyMatch(given -> given.asText().equals(mode))) {
        found.add(words.get(i));
      }
    }
    return String.join(",", found);
  }
}
