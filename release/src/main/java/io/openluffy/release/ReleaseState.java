package io.openluffy.release;

import io.openluffy.kernel.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a release is on its way to having images.
 *
 * <pre>
 * Accepted -> Building -> Ready          (promotion takes over)
 *     |          |---> Failed -> Accepted (tried again by a person)
 *     |          |---> Superseded
 *     |---> Superseded, Failed
 * Skipped
 * </pre>
 */
public sealed interface ReleaseState {

  /** Recorded; nothing was done yet. */
  record Accepted() implements ReleaseState {}

  /**
   * @param hindered what the world failed with, while it is tried again
   */
  record Building(Instant since, Optional<Trouble> hindered) implements ReleaseState {}

  /**
   * A failure of the world.
   *
   * @param problem the last one
   * @param since when a round failed first with none that went well after it
   */
  record Trouble(Problem problem, Instant since) {}

  /** Every image is in its registry. */
  record Ready(Instant since) implements ReleaseState {}

  record Failed(Instant since, Problem problem) implements ReleaseState {}

  /** A newer push of the same pipeline came before the images were ready. */
  record Superseded(Instant since, ReleaseId by) implements ReleaseState {}

  /** The push asked for nothing to be done. */
  record Skipped(String reason) implements ReleaseState {}

  default boolean isOpen() {
    return switch (this) {
      case Accepted ignored -> true;
      case Building ignored -> true;
      case Ready ignored -> false;
      case Failed ignored -> false;
      case Superseded ignored -> false;
      case Skipped ignored -> false;
    };
  }
}
