package io.openluffy.kernel;

import java.time.Duration;

/**
 * How a controller spends threads and patience.
 *
 * @param concurrency how many keys are worked on at the same time, at most
 * @param firstBackoff the pause after a first failure; it doubles with each further one
 * @param longestBackoff the cap of that pause
 * @param patience how long closing waits for running rounds before it interrupts them
 */
public record ControllerSettings(
    int concurrency, Duration firstBackoff, Duration longestBackoff, Duration patience) {

  public static final ControllerSettings DEFAULT =
      new ControllerSettings(
          8, Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofSeconds(20));

  public ControllerSettings {
    if (concurrency < 1
        || !firstBackoff.isPositive()
        || longestBackoff.compareTo(firstBackoff) < 0) {
      throw new IllegalArgumentException("A controller needs a thread and a backoff that grows");
    }
  }

  public ControllerSettings withConcurrency(int keys) {
    return new ControllerSettings(keys, firstBackoff, longestBackoff, patience);
  }

  public ControllerSettings withBackoff(Duration first, Duration longest) {
    return new ControllerSettings(concurrency, first, longest, patience);
  }
}
