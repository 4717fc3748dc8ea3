package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.FieldPath;
import java.util.HashSet;
import java.util.List;

/** Single checks that many kinds share. */
final class Checks {
  static final String IMMUTABLE = "field is immutable";

  private Checks() {}

  static void notNegative(JsonNode in, String field, FieldPath at, Complaints complaints) {
    if (in.path(field).asLong() < 0) {
      complaints.invalid(at.child(field), in.path(field), "must be greater than or equal to 0");
    }
  }

  static void required(JsonNode in, String field, FieldPath at, Complaints complaints) {
    var value = in.path(field);
    if (value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isEmpty())) {
      complaints.required(at.child(field), "");
    }
  }

  static void oneOf(
      JsonNode in, String field, List<String> supported, FieldPath at, Complaints complaints) {
    var value = in.path(field);
    if (!value.isMissingNode() && !supported.contains(value.asText())) {
      complaints.unsupported(at.child(field), value, supported);
    }
  }

  static void port(JsonNode value, FieldPath at, Complaints complaints) {
    if (value.isTextual()) {
      complaints.invalid(at, value.asText(), NameRules.portName(value.asText()));
    } else if (value.asInt() < 1 || value.asInt() > 65535) {
      complaints.invalid(at, value, "must be between 1 and 65535, inclusive");
    }
  }

  static void immutable(
      JsonNode before, JsonNode after, String field, FieldPath at, Complaints complaints) {
    if (!before.path(field).equals(after.path(field))) {
      complaints.invalid(at.child(field), after.path(field), IMMUTABLE);
    }
  }

  static void uniqueNames(JsonNode list, FieldPath at, Complaints complaints) {
    var seen = new HashSet<String>();
    var index = 0;
    for (var entry : list) {
      var name = entry.path("name");
      if (!name.asText().isEmpty() && !seen.add(name.asText())) {
        complaints.duplicate(at.index(index).child("name"), name);
      }
      index++;
    }
  }

  /** A label selector's own form. */
  static void selector(JsonNode selector, FieldPath at, Complaints complaints) {
    MetadataChecks.labels(selector.path("matchLabels"), at.child("matchLabels"), complaints);
    var index = 0;
    for (var expression : selector.path("matchExpressions")) {
      var here = at.child("matchExpressions").index(index++);
      var empty = expression.path("values").isEmpty();
      switch (expression.path("operator").asText()) {
        case "In", "NotIn" -> {
          if (empty) {
            complaints.required(
                here.child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
          }
        }
        case "Exists", "DoesNotExist" -> {
          if (!empty) {
            complaints.forbidden(
                here.child("values"),
                "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
          }
        }
        default ->
            complaints.invalid(
                here.child("operator"),
                expression.path("operator"),
                "not a valid selector operator");
      }
    }
  }

  /** Whether a label selector picks a set of labels. */
  static boolean matches(JsonNode selector, JsonNode labels) {
    for (var wanted : selector.path("matchLabels").properties()) {
      if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
        return false;
      }
    }
    for (var expression : selector.path("matchExpressions")) {
      var value = labels.path(expression.path("key").asText());
      var listed = expression.path("values").valueStream().anyMatch(value::equals);
      var holds =
          switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> !value.isMissingNode();
            default -> value.isMissingNode();
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
