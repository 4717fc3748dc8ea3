package io.openluffy.playground.api.select;

import io.openluffy.playground.types.validation.NameRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a label selector as Kubernetes does, and complains in its words. */
final class LabelParser {
  /** One of the conditions; the signs =, == and != are written as in and notin. */
  record Requirement(String key, String operator, Set<String> values) {}

  private static final String UNREADABLE = "unable to parse requirement: ";

  private final LabelTokens tokens;

  private LabelParser(String text) {
    this.tokens = new LabelTokens(text);
  }

  /** Throws IllegalArgumentException with the reason when the text is no selector. */
  static List<Requirement> parse(String text) {
    return new LabelParser(text).all();
  }

  private List<Requirement> all() {
    var all = new ArrayList<Requirement>();
    while (true) {
      var first = tokens.peek();
      if (first.isEmpty()) {
        return all;
      }
      if (!begins(first)) {
        throw found(first, "!, identifier, or 'end of string'");
      }
      all.add(requirement());
      var next = tokens.next();
      if (next.isEmpty()) {
        return all;
      }
      if (!next.equals(",")) {
        throw found(next, "',' or 'end of string'");
      }
      if (!begins(tokens.peek())) {
        throw found(tokens.peek(), "identifier after ','");
      }
    }
  }

  private static boolean begins(String token) {
    return token.equals("!") || LabelTokens.isWord(token);
  }

  private static IllegalArgumentException found(String token, String expected) {
    return new IllegalArgumentException("found '" + token + "', expected: " + expected);
  }

  private static IllegalArgumentException unreadable(String why) {
    return new IllegalArgumentException(UNREADABLE + why);
  }

  private Requirement requirement() {
    var first = tokens.next();
    var isNot = first.equals("!");
    var key = isNot ? tokens.next() : first;
    if (!LabelTokens.isWord(key)) {
      throw unreadable("found '" + key + "', expected: identifier");
    }
    check("<nil>", key, NameRules.qualifiedName(key));
    if (isNot) {
      return new Requirement(key, "absent", Set.of());
    }
    if (tokens.peek().isEmpty() || tokens.peek().equals(",")) {
      return new Requirement(key, "exists", Set.of());
    }
    var sign = tokens.next();
    if (!LabelTokens.OPERATORS.contains(sign)) {
      throw unreadable("found '" + sign + "', expected: in, notin, =, ==, !=, gt, lt");
    }
    var values = sign.equals("in") || sign.equals("notin") ? values() : Set.of(value());
    return checked(key, sign, values);
  }

  private static Requirement checked(String key, String sign, Set<String> values) {
    var at = 0;
    for (var value : values) {
      if ((sign.equals(">") || sign.equals("<")) && !value.matches("[-+]?\\d{1,18}")) {
        throw unreadable(
            "values[%d]: Invalid value: \"%s\": for 'Gt', 'Lt' operators, the value must be an integer"
                .formatted(at, value));
      }
      check("values[" + at + "][" + key + "]", value, NameRules.labelValue(value));
      at++;
    }
    return switch (sign) {
      case "=", "==" -> new Requirement(key, "in", values);
      case "!=" -> new Requirement(key, "notin", values);
      default -> new Requirement(key, sign, values);
    };
  }

  private static void check(String where, String text, List<String> complaints) {
    if (!complaints.isEmpty()) {
      var all = String.join("; ", complaints).replace(" bytes", " characters");
      throw unreadable("%s: Invalid value: \"%s\": %s".formatted(where, text, all));
    }
  }

  private String value() {
    if (tokens.peek().isEmpty() || tokens.peek().equals(",")) {
      return "";
    }
    var value = tokens.next();
    if (!LabelTokens.isWord(value)) {
      throw unreadable("found '" + value + "', expected: identifier");
    }
    return value;
  }

  private Set<String> values() {
    var open = tokens.next();
    if (!open.equals("(")) {
      throw unreadable("found '" + open + "' expected: '('");
    }
    var first = tokens.peek();
    if (!first.equals(")") && !first.equals(",") && !LabelTokens.isWord(first)) {
      throw unreadable("found '" + first + "', expected: ',', ')' or identifier");
    }
    var values = new TreeSet<String>();
    var wantsValue = true;
    while (true) {
      var token = tokens.next();
      if (token.equals(")")) {
        if (wantsValue) {
          values.add("");
        }
        return values;
      }
      if (token.equals(",")) {
        if (wantsValue) {
          values.add("");
        }
        wantsValue = true;
      } else if (!LabelTokens.isWord(token) || !wantsValue) {
        throw unreadable("found '" + token + "', expected: ',' or ')'");
      } else {
        values.add(token);
        wantsValue = false;
      }
    }
  }
}
