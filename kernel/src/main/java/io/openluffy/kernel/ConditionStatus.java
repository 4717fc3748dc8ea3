package io.openluffy.kernel;

import java.time.Instant;
import java.util.Optional;

/**
 * How a key of a controller is doing, as its last round has shown.
 *
 * @param reason CamelCase and stable: {@code Done}, what a waiting round gave, {@code Stalled},
 *     {@code Retrying} or {@code InternalError}
 * @param message for people; empty when done
 * @param problem what is wrong, if something is
 * @param next when the next round comes by itself; empty when only an event brings one
 * @param since when ready, reason or problem last changed
 * @param checkedAt when the last round ended
 * @param failures how many rounds in a row have failed
 */
public record ConditionStatus(
    Ready ready,
    boolean reconciling,
    boolean stalled,
    String reason,
    String message,
    Optional<Problem> problem,
    Optional<Instant> next,
    Instant since,
    Instant checkedAt,
    int failures) {

  /** Whether things are as they should be. */
  public enum Ready {
    TRUE,
    FALSE,
    /** A bug of ours kept us from finding out. */
    UNKNOWN
  }

  /** Whether it tells people something new compared with an earlier one. */
  boolean differsFrom(ConditionStatus earlier) {
    return ready != earlier.ready
        || !reason.equals(earlier.reason)
        || !message.equals(earlier.message)
        || !problem.equals(earlier.problem);
  }

  ConditionStatus since(Instant transition) {
    return new ConditionStatus(
        ready,
        reconciling,
        stalled,
        reason,
        message,
        problem,
        next,
        transition,
        checkedAt,
        failures);
  }
}
