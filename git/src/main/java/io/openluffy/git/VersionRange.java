package io.openluffy.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of versions as Argo CD takes it in {@code targetRevision}: {@code 1.2.*}, {@code ^1.2},
 * {@code ~1.2}, {@code >=1.0 <2.0}, {@code 1.2 - 1.4}, {@code ^1 || ^3}. A comma or a space means
 * and. Pre-releases count only where the range names one.
 */
final class VersionRange {
  private static final Pattern PART =
      Pattern.compile(
          "(=|==|!=|>|<|>=|=>|<=|=<|~|~>|\\^)?\\s*[vV]?([0-9]+|[xX*])(?:\\.([0-9]+|[xX*]))?"
              + "(?:\\.([0-9]+|[xX*]))?(-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?");
  private static final Pattern BOUNDS = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");

  private final List<List<Predicate<SemanticVersion>>> alternatives;

  private VersionRange(List<List<Predicate<SemanticVersion>>> alternatives) {
    this.alternatives = alternatives;
  }

  /** Empty if the text is no range; an exact version is none either. */
  static Optional<VersionRange> parse(String text) {
    if (text.length() > 256 || SemanticVersion.parse(text).isPresent()) {
      return Optional.empty();
    }
    var alternatives = new ArrayList<List<Predicate<SemanticVersion>>>();
    for (var alternative : text.split("\\|\\|", -1)) {
      var parts = allOf(alternative.strip());
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(parts.get());
    }
    return Optional.of(new VersionRange(alternatives));
  }

  boolean contains(SemanticVersion version) {
    return alternatives.stream().anyMatch(all -> all.stream().allMatch(p -> p.test(version)));
  }

  private static Optional<List<Predicate<SemanticVersion>>> allOf(String text) {
    var bounds = BOUNDS.matcher(text);
    var spelled = bounds.matches() ? ">=" + bounds.group(1) + " <=" + bounds.group(2) : text;
    var parts = new ArrayList<Predicate<SemanticVersion>>();
    var rest = PART.matcher(spelled);
    var at = 0;
    while (at < spelled.length()) {
      if (!rest.find(at) || rest.start() != at) {
        return Optional.empty();
      }
      parts.add(part(rest.toMatchResult()));
      at = rest.end();
      var gap = at;
      while (at < spelled.length() && (spelled.charAt(at) == ' ' || spelled.charAt(at) == ',')) {
        at++;
      }
      if (at == gap && at < spelled.length()) {
        return Optional.empty();
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts);
  }

  private static Predicate<SemanticVersion> part(java.util.regex.MatchResult match) {
    var operator = match.group(1) == null ? "" : match.group(1);
    var given = 0;
    while (given < 3 && isNumber(match.group(2 + given))) {
      given++;
    }
    var pre = match.group(5) == null || given < 3 ? "" : match.group(5).substring(1);
    var low =
        new SemanticVersion(
            given > 0 ? Long.parseLong(match.group(2)) : 0,
            given > 1 ? Long.parseLong(match.group(3)) : 0,
            given > 2 ? Long.parseLong(match.group(4)) : 0,
            pre);
    var test = test(operator, low, given);
    return version -> (!version.isPreRelease() || low.isPreRelease()) && test.test(version);
  }

  private static boolean isNumber(@Nullable String part) {
    return part != null && Character.isDigit(part.charAt(0));
  }

  private static Predicate<SemanticVersion> test(String operator, SemanticVersion low, int given) {
    Predicate<SemanticVersion> from = version -> version.compareTo(low) >= 0;
    Predicate<SemanticVersion> within =
        given == 3 ? version -> version.compareTo(low) == 0 : from.and(below(low, given));
    return switch (operator) {
      case "", "=", "==" -> within;
      case "!=" -> within.negate();
      case ">" -> given == 3 ? version -> version.compareTo(low) > 0 : within.negate().and(from);
      case ">=", "=>" -> from;
      case "<" -> from.negate();
      case "<=", "=<" -> from.negate().or(within);
      case "~", "~>" -> from.and(below(low, Math.min(given, 2)));
      default -> from.and(below(low, caret(low, given)));
    };
  }

  /** The first part that is not zero stays as it is. */
  private static int caret(SemanticVersion low, int given) {
    if (low.major() > 0 || given < 2) {
      return Math.min(given, 1);
    }
    return low.minor() > 0 || given < 3 ? 2 : 3;
  }

  /** Versions whose first {@code same} parts are those of the given one. */
  private static Predicate<SemanticVersion> below(SemanticVersion low, int same) {
    return version ->
        (same < 1 || version.major() == low.major())
            && (same < 2 || version.minor() == low.minor())
            && (same < 3 || version.patch() == low.patch());
  }
}
