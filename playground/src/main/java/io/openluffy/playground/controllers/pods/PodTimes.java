package io.openluffy.playground.controllers.pods;

import java.time.Duration;

/**
 * How long things take on the simulated node.
 *
 * @param readyAfter from a container's start to its readiness
 * @param runFor how long a container runs that is to end by itself, as those of Jobs are
 * @param initFor how long an init container runs
 * @param stopAfter from a pod's deletion to its end, never more than its grace period
 */
public record PodTimes(Duration readyAfter, Duration runFor, Duration initFor, Duration stopAfter) {
  public static PodTimes usual() {
    return new PodTimes(
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        Duration.ofMillis(200));
  }
}
