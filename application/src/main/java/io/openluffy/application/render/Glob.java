package io.openluffy.application.render;

import io.openluffy.kernel.Where;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for paths. In {@link #loose} ones a star crosses slashes, as in the include and exclude
 * patterns of a directory; in {@link #strict} ones only a double star does.
 */
final class Glob {
  private static final int LONGEST = 2_000;

  private final String pattern;
  private final boolean strict;
  private final StringBuilder regex = new StringBuilder();
  private int braces;

  private Glob(String pattern, boolean strict) {
    this.pattern = pattern;
    this.strict = strict;
  }

  static Pattern loose(String pattern) {
    return new Glob(pattern, false).compile();
  }

  static Pattern strict(String pattern) {
    return new Glob(pattern, true).compile();
  }

  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private Pattern compile() {
    if (pattern.length() > LONGEST) {
      throw bad("it is longer than " + LONGEST + " characters");
    }
    for (int at = 0; at < pattern.length(); at = next(at)) {}
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw bad(e.getDescription());
    }
  }

  private int next(int at) {
    var c = pattern.charAt(at);
    switch (c) {
      case '*' -> {
        return star(at);
      }
      case '?' -> regex.append(strict ? "[^/]" : ".");
      case '[' -> {
        return characters(at);
      }
      case '{' -> {
        braces++;
        regex.append("(?:");
      }
      case '}' -> regex.append(braces > 0 ? ")" : "\\}");
      case ',' -> regex.append(braces > 0 ? "|" : ",");
      case '\\' -> {
        regex.append(
            Pattern.quote(
                pattern.substring(Math.min(at + 1, pattern.length() - 1)).substring(0, 1)));
        return at + 2;
      }
      default -> regex.append(Pattern.quote(String.valueOf(c)));
    }
    if (c == '}' && braces > 0) {
      braces--;
    }
    return at + 1;
  }

  private int star(int at) {
    var twice = pattern.startsWith("**", at);
    if (!strict) {
      regex.append(".*");
      return twice ? at + 2 : at + 1;
    }
    if (pattern.startsWith("**/", at)) {
      regex.append("(?:.*/)?");
      return at + 3;
    }
    regex.append(twice ? ".*" : "[^/]*");
    return twice ? at + 2 : at + 1;
  }

  private int characters(int at) {
    int end = pattern.indexOf(']', at + 2);
    if (end < 0) {
      throw bad("a [ has no ]");
    }
    var inside = pattern.substring(at + 1, end).replace("\\", "\\\\").replace("[", "\\[");
    var negated = inside.startsWith("!") || inside.startsWith("^");
    regex
        .append(strict ? "(?!/)[" : "[")
        .append(negated ? "^" + inside.substring(1) : inside)
        .append(']');
    return end + 1;
  }

  private RuntimeException bad(String why) {
    return RenderProblems.bad(
        "bad-pattern",
        "'" + pattern + "' is no pattern: " + why + ".",
        Where.NOWHERE,
        "Use *, **, ?, [a-z] and {a,b}.");
  }
}
