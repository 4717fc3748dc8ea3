package io.openluffy.git;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version by semver.org; {@code v} in front and missing minor or patch are taken as people write
 * tags.
 */
record SemanticVersion(long major, long minor, long patch, String preRelease)
    implements Comparable<SemanticVersion> {
  private static final Pattern FORM =
      Pattern.compile(
          "[vV]?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?"
              + "(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

  static Optional<SemanticVersion> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(
            new SemanticVersion(
                number(match.group(1)),
                number(match.group(2)),
                number(match.group(3)),
                match.group(4) == null ? "" : match.group(4)))
        : Optional.empty();
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  boolean isPreRelease() {
    return !preRelease.isEmpty();
  }

  @Override
  public int compareTo(SemanticVersion other) {
    if (major != other.major) {
      return Long.compare(major, other.major);
    }
    if (minor != other.minor) {
      return Long.compare(minor, other.minor);
    }
    if (patch != other.patch) {
      return Long.compare(patch, other.patch);
    }
    if (isPreRelease() != other.isPreRelease()) {
      return isPreRelease() ? -1 : 1;
    }
    return comparePreReleases(preRelease.split("\\."), other.preRelease.split("\\."));
  }

  private static int comparePreReleases(String[] mine, String[] others) {
    for (var i = 0; i < Math.min(mine.length, others.length); i++) {
      var order = comparePart(mine[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, others.length);
  }

  private static int comparePart(String mine, String other) {
    var mineIsNumber = mine.matches("\\d+");
    var otherIsNumber = other.matches("\\d+");
    if (mineIsNumber && otherIsNumber) {
      return new BigInteger(mine).compareTo(new BigInteger(other));
    }
    return mineIsNumber == otherIsNumber ? mine.compareTo(other) : mineIsNumber ? -1 : 1;
  }
}
