package io.openluffy.server.access;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.server.access.AttemptRules.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Failed sign-ins by account and by address, in memory.
 *
 * <p>Bounded: when full, forgiven entries go first, then strangers' addresses are counted together,
 * so that flooding it with names forgives nobody.
 */
final class Attempts {
  private static final int LIMIT = 10_000;
  private static final Failures NONE = new Failures(0, Instant.EPOCH);
  private static final String EVERYBODY_ELSE = "*";

  private final InstantSource clock;
  private final Map<String, Failures> failures = new HashMap<>();

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /** The refusal, when one of the keys has to wait. */
  synchronized Optional<Problem> refusal(String... keys) {
    var now = clock.instant();
    var longest = Duration.ZERO;
    for (String key : keys) {
      var wait = AttemptRules.wait(failures.getOrDefault(slot(key), NONE), now);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    if (!longest.isPositive()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.user(
            "access.too-many-attempts",
            "Too many failed sign-ins.",
            Where.NOWHERE,
            "Try again in " + (longest.toSeconds() + 1) + " s."));
  }

  synchronized void failed(String... keys) {
    var now = clock.instant();
    if (failures.size() >= LIMIT) {
      failures.values().removeIf(old -> AttemptRules.forgiven(old, now));
    }
    for (String key : keys) {
      var slot = failures.size() >= LIMIT && !failures.containsKey(key) ? EVERYBODY_ELSE : key;
      failures.put(slot, AttemptRules.failed(failures.getOrDefault(slot, NONE), now));
    }
  }

  synchronized void succeeded(String... keys) {
    for (String key : keys) {
      failures.remove(key);
    }
  }

  private String slot(String key) {
    return failures.containsKey(key) || failures.size() < LIMIT ? key : EVERYBODY_ELSE;
  }
}
