package io.openluffy.server.access;

import java.time.Duration;
import java.time.Instant;

/**
 * How long somebody who keeps failing has to wait: five failures are free, then 2 s, doubled by
 * each further one, at most 5 minutes; an hour without a failure forgives all.
 */
final class AttemptRules {
  private static final int FREE = 5;
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FORGIVEN = Duration.ofHours(1);

  private AttemptRules() {}

  record Failures(int count, Instant last) {}

  static Failures failed(Failures before, Instant now) {
    return forgiven(before, now) ? new Failures(1, now) : new Failures(before.count() + 1, now);
  }

  static boolean forgiven(Failures failures, Instant now) {
    return !now.isBefore(failures.last().plus(FORGIVEN));
  }

  /** Zero or negative when the next attempt may be made now. */
  static Duration wait(Failures failures, Instant now) {
    if (failures.count() < FREE || forgiven(failures, now)) {
      return Duration.ZERO;
    }
    var doublings = Math.min(failures.count() - FREE, 16);
    var pause = FIRST.multipliedBy(1L << doublings);
    var capped = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    return Duration.between(now, failures.last().plus(capped));
  }
}
