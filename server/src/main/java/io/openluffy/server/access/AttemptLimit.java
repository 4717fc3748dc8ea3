package io.openluffy.server.access;

import java.time.Duration;
import java.time.Instant;

/**
 * How long somebody who keeps failing has to wait: some failures are free, then 2 s, doubled by
 * each further one up to the longest; an hour without a failure forgives all.
 *
 * <p>Strict for one person at one address, lenient for an address or a person alone, so that nobody
 * can lock out a colleague or everybody behind the same proxy.
 */
enum AttemptLimit {
  /** One name from one address. */
  PAIR(5, Duration.ofMinutes(1)),
  /** Any name from one address, which may be a proxy's. */
  ADDRESS(50, Duration.ofSeconds(30)),
  /** One name from any address: guesses that many machines share. */
  NAME(50, Duration.ofSeconds(30));

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration FORGIVEN = Duration.ofHours(1);

  private final int free;
  private final Duration longest;

  AttemptLimit(int free, Duration longest) {
    this.free = free;
    this.longest = longest;
  }

  record Failures(int count, Instant last) {}

  static Failures failed(Failures before, Instant now) {
    return forgiven(before, now) ? new Failures(1, now) : new Failures(before.count() + 1, now);
  }

  static boolean forgiven(Failures failures, Instant now) {
    return !now.isBefore(failures.last().plus(FORGIVEN));
  }

  /** Zero or negative when the next attempt may be made now. */
  Duration pause(Failures failures, Instant now) {
    if (failures.count() < free || forgiven(failures, now)) {
      return Duration.ZERO;
    }
    var doublings = Math.min(failures.count() - free, 16);
    var pause = FIRST.multipliedBy(1L << doublings);
    var capped = pause.compareTo(longest) > 0 ? longest : pause;
    return Duration.between(now, failures.last().plus(capped));
  }
}
