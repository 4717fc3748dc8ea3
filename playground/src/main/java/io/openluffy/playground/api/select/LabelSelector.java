package io.openluffy.playground.api.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** A label selector as queries write it: {@code app=web,tier in (a,b),!old}. */
public final class LabelSelector {
  private record Term(String key, String operator, Set<String> values) {
    boolean matches(JsonNode labels) {
      var label = labels.path(key);
      var isThere = label.isTextual();
      return switch (operator) {
        case "exists" -> isThere;
        case "absent" -> !isThere;
        case "in" -> isThere && values.contains(label.asText());
        case "notin" -> !isThere || !values.contains(label.asText());
        case ">" -> isThere && compare(label.asText()) > 0;
        default -> isThere && compare(label.asText()) < 0;
      };
    }

    private int compare(String label) {
      try {
        return Long.compare(Long.parseLong(label), Long.parseLong(values.iterator().next()));
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  private final List<Term> terms;

  private LabelSelector(List<Term> terms) {
    this.terms = terms;
  }

  /** Throws IllegalArgumentException with the reason when the text is no selector. */
  public static LabelSelector parse(String text) {
    return new LabelSelector(
        LabelParser.parse(text).stream()
            .map(one -> new Term(one.key(), one.operator(), one.values()))
            .toList());
  }

  public boolean isEmpty() {
    return terms.isEmpty();
  }

  public boolean matches(JsonNode object) {
    if (terms.isEmpty()) {
      return true;
    }
    var labels = object.path("metadata").path("labels");
    return terms.stream().allMatch(term -> term.matches(labels));
  }
}
