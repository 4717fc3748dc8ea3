package io.openluffy.release.intake;

import io.openluffy.kernel.Problem;
import io.openluffy.release.ReleaseImage;
import java.time.Instant;
import java.util.Optional;

/** How one image of a release stands after a round. */
sealed interface ImageStep {
  /**
   * @param key what it is made of; empty when that was not asked
   */
  record There(ReleaseImage image, Optional<String> key) implements ImageStep {}

  record Underway(String message, Optional<Instant> until) implements ImageStep {}

  record Wrong(Problem problem) implements ImageStep {}
}
