package io.openluffy.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * When something that failed is tried again, told from nothing but when it failed first: after 1,
 * 3, 7, 15, 31 and 63 seconds, and each minute from there on.
 *
 * <p>So the time needs no row of its own, and every server can name it, also after a restart.
 */
public final class RetryRules {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private RetryRules() {}

  /** The first time to try that is still to come. */
  public static Instant next(Instant since, Instant now) {
    if (now.isBefore(since)) { // somebody has set the clock back
      return now.plus(FIRST);
    }
    var pause = FIRST;
    var at = since.plus(pause);
    while (!at.isAfter(now) && pause.compareTo(LONGEST) < 0) {
      pause = shorter(pause.multipliedBy(2), LONGEST);
      at = at.plus(pause);
    }
    if (at.isAfter(now)) {
      return at;
    }
    var whole = Duration.between(at, now).dividedBy(LONGEST) + 1;
    return at.plus(LONGEST.multipliedBy(whole));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
