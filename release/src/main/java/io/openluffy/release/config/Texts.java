package io.openluffy.release.config;

import io.openluffy.git.RepositoryPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the texts that have a shape; a wrong one goes to the problems with what would be right. */
final class Texts {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern APPLICATION =
      Pattern.compile("([a-z0-9][-a-z0-9.]{0,252}/)?[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern DURATION = Pattern.compile("(?:\\d{1,6}(?:ms|d|h|m|s))+");
  private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,6})(ms|d|h|m|s)");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern BRANCH =
      Pattern.compile("[^\\s\\x00-\\x20~^:?*\\[\\\\\\x7f]{1,244}");
  private static final Duration LONGEST = Duration.ofDays(7);

  private Texts() {}

  static Optional<String> name(Value value) {
    return matching(
        value,
        NAME,
        "a name",
        "Use lower-case letters, digits and dashes, at most 63, such as 'release-dev'.");
  }

  static Optional<String> application(Value value) {
    return matching(
        value,
        APPLICATION,
        "the name of an Application",
        "Write 'name' or 'namespace/name', such as 'openluffy-dev'.");
  }

  static Optional<String> branch(Value value) {
    return matching(value, BRANCH, "a branch", "Write one branch, such as 'develop'.")
        .filter(
            branch -> {
              var wrong =
                  branch.contains("..")
                      || branch.startsWith("/")
                      || branch.endsWith("/")
                      || branch.startsWith("refs/");
              if (wrong) {
                value.problem(
                    "config.bad-value",
                    "'" + branch + "' is not a branch.",
                    "Write its short name, such as 'develop'.");
              }
              return !wrong;
            });
  }

  /** A dotted key, such as {@code backend.image.tag}. */
  static Optional<String> key(Value value) {
    return matching(
        value, KEY, "a key of a values file", "Write it with dots, such as 'backend.image.tag'.");
  }

  static Optional<String> matching(Value value, Pattern shape, String what, String remedy) {
    return value
        .text()
        .filter(
            text -> {
              var right = shape.matcher(text).matches();
              if (!right) {
                value.problem("config.bad-value", quoted(text) + " is not " + what + ".", remedy);
              }
              return right;
            });
  }

  static Optional<RepositoryPath> path(Value value) {
    return value
        .text()
        .flatMap(
            text -> {
              var problem = RepositoryPath.problem(text);
              problem.ifPresent(
                  wrong ->
                      value.problem(
                          "config.bad-path",
                          quoted(text) + " is not a path inside the repository.",
                          wrong.remedy()));
              return problem.isPresent() ? Optional.empty() : Optional.of(new RepositoryPath(text));
            });
  }

  static Optional<Duration> duration(Value value) {
    return duration(value, LONGEST);
  }

  static Optional<Duration> duration(Value value, Duration longest) {
    return value
        .scalar()
        .flatMap(
            text -> {
              var duration = duration(text).filter(one -> one.compareTo(longest) <= 0);
              if (duration.isEmpty()) {
                value.problem(
                    "config.bad-duration",
                    quoted(text) + " is not a duration of at most " + inWords(longest) + ".",
                    text.matches("\\d+")
                        ? "Add the unit: '" + text + "s'?"
                        : "Write it as '30s', '5m' or '1h30m'.");
              }
              return duration;
            });
  }

  private static String inWords(Duration longest) {
    return longest.compareTo(Duration.ofDays(1)) > 0
        ? longest.toDays() + " days"
        : longest.toHours() + " hours";
  }

  private static Optional<Duration> duration(String text) {
    if (!DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    var sum = Duration.ZERO;
    var parts = DURATION_PART.matcher(text);
    while (parts.find()) {
      var amount = Long.parseLong(parts.group(1));
      sum =
          switch (parts.group(2)) {
            case "d" -> sum.plusDays(amount);
            case "h" -> sum.plusHours(amount);
            case "m" -> sum.plusMinutes(amount);
            case "s" -> sum.plusSeconds(amount);
            default -> sum.plusMillis(amount);
          };
    }
    return Optional.of(sum);
  }

  static Optional<String> webAddress(Value value) {
    return value
        .text()
        .filter(
            text -> {
              var right = isWebAddress(text);
              if (!right) {
                value.problem(
                    "config.bad-value",
                    quoted(text) + " is not a web address.",
                    "Write it as 'https://dev.example.com'.");
              }
              return right;
            });
  }

  private static boolean isWebAddress(String text) {
    try {
      var uri = new URI(text);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static String quoted(String text) {
    return "'" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "'";
  }
}
