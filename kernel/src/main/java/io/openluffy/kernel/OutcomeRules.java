package io.openluffy.kernel;

import io.openluffy.kernel.ConditionStatus.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the end of a round means: the condition of its key, and when the next round comes. */
final class OutcomeRules {
  /** A reconciler that waits for a moment that has passed isn't run in a tight circle. */
  private static final Duration LEAST_WAIT = Duration.ofMillis(100);

  private static final double INTERVAL_JITTER = 0.1;
  private static final double BACKOFF_JITTER = 0.4;

  private OutcomeRules() {}

  /**
   * @param failures how many rounds in a row have failed, with this one if it has
   * @param chance from 0 to 1, for the jitter
   */
  static ConditionStatus after(Outcome outcome, int failures, Instant now, double chance) {
    return switch (outcome) {
      case Outcome.Done(var again) ->
          status(Ready.TRUE, false, "Done", "", Optional.empty(), again(again, now, chance), now);
      case Outcome.Over() ->
          status(Ready.TRUE, false, "Over", "", Optional.empty(), Optional.empty(), now);
      case Outcome.Waiting(var reason, var message, var until) ->
          status(Ready.FALSE, true, reason, message, Optional.empty(), notPast(until, now), now);
      case Outcome.Stalled(var problem) ->
          new ConditionStatus(
              Ready.FALSE,
              false,
              true,
              "Stalled",
              problem.inWords(),
              Optional.of(problem),
              Optional.empty(),
              now,
              now,
              0);
      case Outcome.Troubled(var problem, var again) ->
          failed(
              Ready.FALSE, Wait.RETRYING, problem, notPast(Optional.of(again), now), now, failures);
    };
  }

  /**
   * @param failures how many rounds in a row have failed, with this one
   */
  static ConditionStatus afterThrown(
      Throwable thrown, int failures, ControllerSettings settings, Instant now, double chance) {
    var next = Optional.of(now.plus(backoff(failures, settings, chance)));
    return thrown instanceof ProblemException known
        ? failed(Ready.FALSE, Wait.RETRYING, known.problem(), next, now, failures)
        : failed(
            Ready.UNKNOWN,
            "InternalError",
            Problem.bug("An internal error: " + thrown.getClass().getSimpleName() + "."),
            next,
            now,
            failures);
  }

  /** Doubles with each failure up to the cap, spread by 20 % to either side. */
  static Duration backoff(int failures, ControllerSettings settings, double chance) {
    var doubled =
        settings.firstBackoff().toMillis() * Math.pow(2, Math.min(40, Math.max(0, failures - 1)));
    var capped = Math.min(doubled, (double) settings.longestBackoff().toMillis());
    return Duration.ofMillis(
        Math.round(capped * (1 - BACKOFF_JITTER / 2 + BACKOFF_JITTER * chance)));
  }

  private static Optional<Instant> again(Optional<Duration> again, Instant now, double chance) {
    return again.map(
        interval ->
            now.plus(interval)
                .plusMillis(Math.round(interval.toMillis() * INTERVAL_JITTER * chance)));
  }

  private static Optional<Instant> notPast(Optional<Instant> until, Instant now) {
    return until.map(instant -> instant.isAfter(now) ? instant : now.plus(LEAST_WAIT));
  }

  private static ConditionStatus status(
      Ready ready,
      boolean reconciling,
      String reason,
      String message,
      Optional<Problem> problem,
      Optional<Instant> next,
      Instant now) {
    return new ConditionStatus(
        ready, reconciling, false, reason, message, problem, next, now, now, 0);
  }

  private static ConditionStatus failed(
      Ready ready,
      String reason,
      Problem problem,
      Optional<Instant> next,
      Instant now,
      int failures) {
    return new ConditionStatus(
        ready,
        true,
        false,
        reason,
        problem.inWords(),
        Optional.of(problem),
        next,
        now,
        now,
        failures);
  }
}
