package io.openluffy.application.project;

/**
 * Patterns of projects: {@code *}, {@code ?}, {@code [a-z]}, <code>{a,b}</code>; a leading {@code
 * !} forbids where that is understood.
 */
final class Pattern {
  private static final int LONGEST = 1000;
  private static final String META = "\\^$.|?*+()[]{}";

  private Pattern() {}

  static boolean forbids(String pattern) {
    return pattern.startsWith("!");
  }

  /** Stars cross everything; no {@code !}. */
  static boolean matches(String pattern, String value) {
    return matches(pattern, value, ".*");
  }

  /** Stars cross everything; a pattern with {@code !} matches what the rest does not. */
  static boolean matchesOrNot(String pattern, String value) {
    return forbids(pattern) ? !matches(pattern.substring(1), value) : matches(pattern, value);
  }

  /** One star stays within slashes, two cross them. */
  static boolean matchesPath(String pattern, String value) {
    return matches(pattern, value, "[^/]*");
  }

  private static boolean matches(String pattern, String value, String star) {
    if (pattern.length() > LONGEST || value.length() > LONGEST) {
      return false;
    }
    try {
      return value.matches(regex(pattern, star));
    } catch (java.util.regex.PatternSyntaxException _) {
      return pattern.equals(value);
    }
  }

  private static String regex(String glob, String star) {
    var regex = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean two = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
          regex.append(two ? ".*" : star);
          i += two ? 1 : 0;
        }
        case '?' -> regex.append(star, 0, star.length() - 1);
        case '{' -> {
          regex.append("(?:");
          depth++;
        }
        case '}' -> {
          regex.append(depth > 0 ? ")" : "\\}");
          depth = Math.max(0, depth - 1);
        }
        case ',' -> regex.append(depth > 0 ? "|" : ",");
        case '[' -> i = characters(glob, i, regex);
        case '\\' -> {
          i = Math.min(i + 1, glob.length() - 1);
          literal(glob.charAt(i), regex);
        }
        default -> literal(c, regex);
      }
    }
    return regex.toString();
  }

  private static int characters(String glob, int start, StringBuilder regex) {
    int end = glob.indexOf(']', start + 2);
    if (end < 0) {
      regex.append("\\[");
      return start;
    }
    var inner = glob.substring(start + 1, end);
    boolean not = inner.startsWith("!") || inner.startsWith("^");
    var set = (not ? inner.substring(1) : inner).replaceAll("[\\[\\]\\\\&^]", "\\\\$0");
    regex.append(not ? "[^" : "[").append(set).append(']');
    return end;
  }

  private static void literal(char c, StringBuilder regex) {
    if (META.indexOf(c) >= 0) {
      regex.append('\\');
    }
    regex.append(c);
  }
}
