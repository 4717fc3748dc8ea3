package io.openluffy.server.access;

import io.openluffy.server.access.AttemptLimit.Failures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Failed sign-ins by person and address, in memory.
 *
 * <p>Who has signed in from an address before is held to the strict rule of the two alone: what
 * strangers do elsewhere, or others behind the same proxy, does not keep them waiting.
 *
 * <p>Bounded: when full, forgiven entries go first, then strangers are counted together, so that
 * flooding it with names forgives nobody.
 */
final class Attempts {
  private static final int LIMIT = 10_000;
  private static final int LONGEST_NAME = 64;
  private static final Failures NONE = new Failures(0, Instant.EPOCH);
  private static final String EVERYBODY_ELSE = "*";

  private final InstantSource clock;
  private final Map<String, Failures> failures = new HashMap<>();
  private final Set<String> seenBefore =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > LIMIT;
            }
          });

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  private static Map<AttemptLimit, String> keys(String name, String address) {
    var known = name.length() > LONGEST_NAME ? "?" : name;
    var keys = new EnumMap<AttemptLimit, String>(AttemptLimit.class);
    keys.put(AttemptLimit.PAIR, "pair/" + known + "@" + address);
    keys.put(AttemptLimit.ADDRESS, "address/" + address);
    keys.put(AttemptLimit.NAME, "name/" + known);
    return keys;
  }

  /** How long this person has to wait at this address; empty when they need not. */
  synchronized Optional<Duration> pause(String name, String address) {
    var now = clock.instant();
    var keys = keys(name, address);
    var familiar = seenBefore.contains(keys.get(AttemptLimit.PAIR));
    var longest = Duration.ZERO;
    for (var entry : keys.entrySet()) {
      if (familiar && entry.getKey() != AttemptLimit.PAIR) {
        continue;
      }
      var pause = entry.getKey().pause(failures.getOrDefault(slot(entry.getValue()), NONE), now);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }
    return Optional.of(longest).filter(Duration::isPositive);
  }

  synchronized void failed(String name, String address) {
    var now = clock.instant();
    if (failures.size() >= LIMIT) {
      failures.values().removeIf(old -> AttemptLimit.forgiven(old, now));
    }
    for (String key : keys(name, address).values()) {
      var slot = slot(key);
      failures.put(slot, AttemptLimit.failed(failures.getOrDefault(slot, NONE), now));
    }
  }

  /** What the address did before is not forgiven: one good account must not buy more guesses. */
  synchronized void succeeded(String name, String address) {
    var pair = keys(name, address).getOrDefault(AttemptLimit.PAIR, EVERYBODY_ELSE);
    failures.remove(pair);
    seenBefore.add(pair);
  }

  private String slot(String key) {
    return failures.containsKey(key) || failures.size() < LIMIT ? key : EVERYBODY_ELSE;
  }
}
