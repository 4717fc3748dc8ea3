package io.openluffy.release.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which files of a context a build does not see. The last rule that fits decides. */
final class Dockerignore {
  private static final int MOST_RULES = 1000;

  private final List<Rule> rules;

  private record Rule(Pattern pattern, boolean isException) {}

  private Dockerignore(List<Rule> rules) {
    this.rules = rules;
  }

  static Dockerignore parse(String text) {
    var rules = new ArrayList<Rule>();
    for (var line : text.lines().limit(MOST_RULES).toList()) {
      var rule = line.strip();
      if (rule.isEmpty() || rule.startsWith("#")) {
        continue;
      }
      var exception = rule.startsWith("!");
      var glob = Paths.resolve("/", exception ? rule.substring(1).strip() : rule).substring(1);
      rules.add(new Rule(Globs.pattern(glob.isEmpty() ? "**" : glob), exception));
    }
    return new Dockerignore(rules);
  }

  /**
   * @param path relative to the context, with slashes
   */
  boolean hides(String path) {
    var hidden = false;
    for (var rule : rules) {
      if (rule.isException() == hidden && fits(rule.pattern(), path)) {
        hidden = !rule.isException();
      }
    }
    return hidden;
  }

  /** A rule for a folder is one for all in it. */
  private static boolean fits(Pattern pattern, String path) {
    for (var end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (pattern.matcher(path.substring(0, end)).matches()) {
        return true;
      }
    }
    return false;
  }
}
