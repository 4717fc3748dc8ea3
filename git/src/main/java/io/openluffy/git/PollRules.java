package io.openluffy.git;

import java.time.Duration;

/** When a repository is looked at again although nobody said that it changed. */
final class PollRules {
  private PollRules() {}

  /**
   * The interval, longer or shorter by up to a tenth, so that many repositories spread out.
   *
   * @param chance from 0 to 1
   */
  static Duration next(Duration interval, double chance) {
    return interval.plusMillis(Math.round(interval.toMillis() * (chance - 0.5) / 5));
  }

  /** The first looks after a start come one after the other within ten seconds. */
  static Duration first(double chance) {
    return Duration.ofMillis(Math.round(10_000 * chance));
  }
}
