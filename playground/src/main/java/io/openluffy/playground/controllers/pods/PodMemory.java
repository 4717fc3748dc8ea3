package io.openluffy.playground.controllers.pods;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the node remembers of a pod beyond its status: exact times and failed pulls. Losing it in a
 * restart costs nothing but fractions of seconds and one more pull.
 */
final class PodMemory {
  private final String uid;
  private final Map<String, Instant> starts = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Instant> nextPulls = new HashMap<>();
  private Optional<Instant> stopping = Optional.empty();

  PodMemory(String uid) {
    this.uid = uid;
  }

  boolean isOf(String other) {
    return uid.equals(other);
  }

  /** The exact time of a start that the status gives in whole seconds. */
  Instant precise(String container, Instant written) {
    var exact = starts.get(container);
    return exact != null && exact.truncatedTo(ChronoUnit.SECONDS).equals(written) ? exact : written;
  }

  void started(String container, Instant at) {
    starts.put(container, at);
    failures.remove(container);
    nextPulls.remove(container);
  }

  void pullFailed(String container, Instant now) {
    var count = failures.merge(container, 1, Integer::sum);
    nextPulls.put(container, now.plus(ContainerRules.backoff(count)));
  }

  int failures(String container) {
    return failures.getOrDefault(container, 0);
  }

  Instant nextPull(String container) {
    return nextPulls.getOrDefault(container, Instant.EPOCH);
  }

  boolean isStopping() {
    return stopping.isPresent();
  }

  /** When the pod is gone, once it has begun to stop. */
  Instant gone(Instant now, Duration after) {
    var at = stopping.orElse(now.plus(after));
    stopping = Optional.of(at);
    return at;
  }
}
