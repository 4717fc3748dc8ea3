package io.openluffy.application.spec;

import java.time.Duration;

/**
 * How often and when a failed sync is tried again.
 *
 * @param limit below zero: without end
 * @param refresh go to the newest revision when trying again
 */
public record RetrySpec(
    long limit, Duration duration, long factor, Duration maxDuration, boolean refresh) {
  public static final RetrySpec NEVER =
      new RetrySpec(0, Duration.ofSeconds(5), 2, Duration.ofMinutes(3), false);

  /** What an automated sync gets when the application says nothing. */
  public static final RetrySpec AUTOMATED =
      new RetrySpec(5, Duration.ofSeconds(5), 2, Duration.ofMinutes(3), false);

  /** The pause before the next attempt, after this many retries. */
  public Duration pause(long retries) {
    var pause = duration;
    for (long n = 0; n < Math.min(retries, 64) && pause.compareTo(maxDuration) < 0; n++) {
      pause = pause.multipliedBy(factor);
    }
    return pause.compareTo(maxDuration) >= 0 ? maxDuration : pause;
  }

  public boolean allows(long retries) {
    return limit < 0 || retries < limit;
  }
}
