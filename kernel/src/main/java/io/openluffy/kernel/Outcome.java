package io.openluffy.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one round of a reconciler came to. Only {@code Controller} interprets it.
 *
 * <pre>
 * outcome   condition                        next round
 * Done      Ready=True                       after `again`, or on the next event
 * Waiting   Ready=False, Reconciling=True    at `until`, or on the next event
 * Over      none: the key is forgotten       on the next event only
 * Stalled   Stalled=True                     on the next event only: a person must act
 * Troubled  Reconciling=True, the problem    at `again`, or on an event
 * thrown ProblemException: Reconciling=True, backoff; anything else thrown: Ready=Unknown, backoff
 * </pre>
 */
public sealed interface Outcome {

  record Done(Optional<Duration> again) implements Outcome {}

  /**
   * @param reason CamelCase and stable, such as {@code HealthyFor}
   * @param message for people: what is waited for
   */
  record Waiting(String reason, String message, Optional<Instant> until) implements Outcome {}

  record Stalled(Problem problem) implements Outcome {}

  /** What the key stands for has ended, or is gone: nothing is kept of it. */
  record Over() implements Outcome {}

  /**
   * The world failed, as when a {@link ProblemException} is thrown, but when it is tried again
   * follows from state, so that people can be told the time.
   */
  record Troubled(Problem problem, Instant again) implements Outcome {}

  static Outcome done() {
    return new Done(Optional.empty());
  }

  static Outcome doneFor(Duration again) {
    return new Done(Optional.of(again));
  }

  static Outcome waiting(String reason, String message) {
    return new Waiting(reason, message, Optional.empty());
  }

  static Outcome waiting(String reason, String message, Instant until) {
    return new Waiting(reason, message, Optional.of(until));
  }

  static Outcome stalled(Problem problem) {
    return new Stalled(problem);
  }

  static Outcome over() {
    return new Over();
  }

  static Outcome troubled(Problem problem, Instant again) {
    return new Troubled(problem, again);
  }
}
