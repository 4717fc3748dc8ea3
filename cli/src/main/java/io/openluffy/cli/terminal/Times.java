package io.openluffy.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times as people say them. */
public final class Times {
  private Times() {}

  /** {@code 12s}, {@code 4m}, {@code 3h}, {@code 5d}; empty for what is no instant. */
  public static String age(String instant, Instant now) {
    try {
      return words(Duration.between(Instant.parse(instant), now));
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  /** {@code 17s left}; empty for what is no instant. */
  public static String left(String until, Instant now) {
    try {
      return words(Duration.between(now, Instant.parse(until))) + " left";
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  /** {@code (in 12s)} after a space; empty for what is past or no instant. */
  public static String in(String instant, Instant now) {
    try {
      var left = Duration.between(now, Instant.parse(instant));
      return left.isNegative() ? "" : " (in " + words(left) + ")";
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  /** To the second, as {@code 2026-11-23 12:25:04}; in UTC. */
  public static String second(String instant) {
    try {
      return Instant.parse(instant)
          .truncatedTo(ChronoUnit.SECONDS)
          .toString()
          .replace('T', ' ')
          .replace("Z", "");
    } catch (DateTimeParseException e) {
      return instant;
    }
  }

  public static String words(Duration time) {
    var seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
