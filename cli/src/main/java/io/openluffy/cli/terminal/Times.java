package io.openluffy.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

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
