package io.openluffy.playground.api.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label selector as queries write it: {@code app=web,tier in (a,b),!old}. */
public final class LabelSelector {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(?:(?<not>!)\\s*(?<absent>[\\w./-]+)"
              + "|(?<key>[\\w./-]+)\\s*(?:(?<sign>==|!=|=|>|<)\\s*(?<value>[\\w.-]*)"
              + "|\\s(?<set>in|notin)\\s*\\((?<values>[^()]*)\\))?)\\s*(?:,|$)");

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
    var terms = new ArrayList<Term>();
    if (text.isBlank()) {
      return new LabelSelector(terms);
    }
    var matcher = TERM.matcher(text);
    var at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException(
            "unable to parse requirement: found '%s', expected: ',' or 'end of string'"
                .formatted(text.substring(at).strip()));
      }
      terms.add(term(matcher));
      at = matcher.end();
    }
    return new LabelSelector(terms);
  }

  private static Term term(Matcher matcher) {
    if (matcher.group("not") != null) {
      return new Term(matcher.group("absent"), "absent", Set.of());
    }
    var key = matcher.group("key");
    if (matcher.group("set") != null) {
      var values = new TreeSet<String>();
      for (var value : matcher.group("values").split(",", -1)) {
        values.add(value.strip());
      }
      return new Term(key, matcher.group("set"), values);
    }
    return switch (matcher.group("sign")) {
      case null -> new Term(key, "exists", Set.of());
      case "=", "==" -> new Term(key, "in", Set.of(matcher.group("value")));
      case "!=" -> new Term(key, "notin", Set.of(matcher.group("value")));
      case String sign -> new Term(key, sign, Set.of(matcher.group("value")));
    };
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
