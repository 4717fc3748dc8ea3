package io.openluffy.playground.controllers.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps an object's events few, as Kubernetes does: from the tenth that differ in nothing but their
 * message they are one event, and who writes very many about one object is not heard for a while.
 */
final class Similar {
  static final String COMBINED = "(combined from similar events): ";
  private static final int REMEMBERED = 4096;
  private static final int MOST = 10;
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final double BURST = 25;
  private static final double A_SECOND = 1.0 / 300;

  private record Messages(Set<String> known, Instant last) {}

  private record Tokens(double left, Instant at) {}

  private final Map<String, Messages> series = bounded();
  private final Map<String, Tokens> writers = bounded();

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** Whether a message is to be told together with those before it. */
  boolean isOneOfMany(String kind, String message, Instant now) {
    var before = series.get(kind);
    var known =
        before == null || Duration.between(before.last, now).compareTo(FORGET) > 0
            ? new HashSet<String>()
            : before.known;
    series.put(kind, new Messages(known, now));
    if (known.size() < MOST) {
      known.add(message);
    }
    return known.size() >= MOST;
  }

  /** Takes one of the writer's tokens; false when none is left. */
  boolean mayTell(String writer, Instant now) {
    var before = writers.getOrDefault(writer, new Tokens(BURST, now));
    var seconds = Math.max(0, Duration.between(before.at, now).toMillis() / 1000.0);
    var left = Math.min(BURST, before.left + seconds * A_SECOND);
    writers.put(writer, new Tokens(left < 1 ? left : left - 1, now));
    return left >= 1;
  }
}
