package io.openluffy.kernel;

import java.time.Instant;
import java.util.Optional;

/**
 * What something waits for, for people: what, since when, until when, and whom for.
 *
 * @param reason CamelCase and stable, such as {@code HealthyFor}
 * @param until when it ends by itself, if it does; the times at which the world is tried again are
 *     not written down, ask {@link #until(Instant)}
 * @param who the person or role it waits for, such as {@code role:approver}
 */
public record Wait(
    String reason, String message, Instant since, Optional<Instant> until, Optional<String> who) {
  /** The world failed, and is tried again. */
  public static final String RETRYING = "Retrying";

  public static Wait of(String reason, String message, Instant since) {
    return new Wait(reason, message, since, Optional.empty(), Optional.empty());
  }

  public static Wait retrying(Problem problem, Instant since) {
    return of(RETRYING, problem.inWords(), since);
  }

  /** Goes on from an earlier wait for the world, whatever it failed with then. */
  public static Wait retrying(Problem problem, Optional<Wait> before, Instant now) {
    return retrying(problem, before.filter(Wait::isRetrying).map(Wait::since).orElse(now));
  }

  private boolean isRetrying() {
    return reason.equals(RETRYING);
  }

  /** When it ends by itself, or the world is tried again. */
  public Optional<Instant> until(Instant now) {
    return isRetrying() ? Optional.of(RetryRules.next(since, now)) : until;
  }
}
