package io.openluffy.playground.controllers.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the rules of a container have to know.
 *
 * @param pod as messages name it: {@code name_namespace(uid)}
 * @param blocked why it can't be made, such as a Secret that is missing
 * @param pull the answer of the registry; empty while the next try is not due
 * @param failures how often the pull has failed
 * @param nextPull when the next try is due
 * @param readyAfter from its start to its readiness
 * @param runFor set when it is to end by itself
 */
record ContainerFacts(
    String pod,
    Restart restart,
    Play play,
    Optional<String> blocked,
    Optional<Pull> pull,
    int failures,
    Instant nextPull,
    Duration readyAfter,
    Optional<Duration> runFor) {

  /** Whether an ended container is started again. */
  enum Restart {
    ALWAYS,
    ON_FAILURE,
    NEVER
  }

  /** What came of asking for the image. */
  sealed interface Pull {
    /**
     * The image is there.
     *
     * @param local whether the node had it already
     */
    record Present(String imageId, long size, boolean local) implements Pull {}

    /** The registry does not have it. */
    record Absent(String message) implements Pull {}
  }
}
