package io.openluffy.release.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits and expands the words of a Dockerfile as the builders do: quotes, escapes, variables. */
final class Words {
  private Words() {}

  /** What every build knows about the platform it is for. */
  static Map<String, String> platformArgs() {
    return new HashMap<>(
        Map.of(
            "TARGETPLATFORM", "linux/amd64",
            "TARGETOS", "linux",
            "TARGETARCH", "amd64",
            "BUILDPLATFORM", "linux/amd64",
            "BUILDOS", "linux",
            "BUILDARCH", "amd64"));
  }

  /** Words divided by blanks; quotes hold together, and are gone after {@link #expand}. */
  static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var quote = '\0';
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(c).append(text.charAt(++i));
      } else if (quote == '\0' && Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        if (c == quote) {
          quote = '\0';
        } else if (quote == '\0' && (c == '"' || c == '\'')) {
          quote = c;
        }
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** Takes quotes and escapes away and puts variables in. */
  static String expand(String word, Map<String, String> variables) {
    var out = new StringBuilder();
    var quote = '\0';
    for (int i = 0; i < word.length(); i++) {
      var c = word.charAt(i);
      if (c == quote) {
        quote = '\0';
      } else if (quote == '\0' && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '\\' && quote != '\'' && i + 1 < word.length()) {
        out.append(word.charAt(++i));
      } else if (c == '$' && quote != '\'') {
        i = variable(word, i, variables, out);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Appends the value of the variable at {@code start} and answers its last position. */
  private static int variable(
      String word, int start, Map<String, String> variables, StringBuilder out) {
    var braced = start + 1 < word.length() && word.charAt(start + 1) == '{';
    var at = start + (braced ? 2 : 1);
    var end = at;
    while (end < word.length()
        && (Character.isLetterOrDigit(word.charAt(end)) || word.charAt(end) == '_')) {
      end++;
    }
    var name = word.substring(at, end);
    if (name.isEmpty()) {
      out.append('$');
      return start;
    }
    if (!braced) {
      out.append(variables.getOrDefault(name, ""));
      return end - 1;
    }
    var close = closing(word, end);
    var rest = word.substring(end, close);
    out.append(substituted(variables.getOrDefault(name, ""), rest, variables));
    return close;
  }

  private static int closing(String word, int from) {
    var depth = 1;
    for (int i = from; i < word.length(); i++) {
      var c = word.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return word.length() - 1;
  }

  private static String substituted(String value, String rule, Map<String, String> variables) {
    if (rule.startsWith(":-") || rule.startsWith("-")) {
      var other = rule.substring(rule.indexOf('-') + 1);
      return value.isEmpty() ? expand(other, variables) : value;
    }
    if (rule.startsWith(":+") || rule.startsWith("+")) {
      var other = rule.substring(rule.indexOf('+') + 1);
      return value.isEmpty() ? "" : expand(other, variables);
    }
    return value;
  }

  /**
   * Declares the ARGs of one instruction: the given value, else the inherited, else the default.
   */
  static void declare(
      String arguments,
      Map<String, String> given,
      Map<String, String> inherited,
      Map<String, String> values) {
    for (var word : split(arguments)) {
      var pair = word.split("=", 2);
      var name = pair[0];
      var value =
          Optional.ofNullable(given.get(name))
              .or(() -> pair.length > 1 ? Optional.of(expand(pair[1], values)) : Optional.empty())
              .or(() -> Optional.ofNullable(inherited.get(name)));
      value.ifPresent(known -> values.put(name, known));
    }
  }

  /** {@code k=v k2="v 2"}, or the old form {@code k the rest}; empty if it is neither. */
  static Optional<Map<String, String>> pairs(String arguments, Map<String, String> variables) {
    var words = split(arguments);
    var pairs = new java.util.LinkedHashMap<String, String>();
    if (words.size() > 1 && !words.getFirst().contains("=")) {
      var name = words.getFirst();
      var rest = arguments.strip().substring(name.length()).strip();
      pairs.put(expand(name, variables), expand(rest, variables));
      return Optional.of(pairs);
    }
    for (var word : words) {
      var equals = word.indexOf('=');
      if (equals < 1) {
        return Optional.empty();
      }
      pairs.put(
          expand(word.substring(0, equals), variables),
          expand(word.substring(equals + 1), variables));
    }
    return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
  }
}
