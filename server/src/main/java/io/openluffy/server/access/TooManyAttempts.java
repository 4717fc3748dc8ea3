package io.openluffy.server.access;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.time.Duration;

/** Somebody failed to sign in so often that they have to wait. */
public final class TooManyAttempts extends ProblemException {
  private static final long serialVersionUID = 1;

  private final Duration pause;

  TooManyAttempts(Duration pause) {
    super(
        Problem.user(
            "access.too-many-attempts",
            "Too many failed sign-ins.",
            Where.NOWHERE,
            "Try again in " + wholeSeconds(pause) + " s."));
    this.pause = pause;
  }

  /** What the header {@code Retry-After} says. */
  public long seconds() {
    return wholeSeconds(pause);
  }

  private static long wholeSeconds(Duration pause) {
    return pause.toSeconds() + 1;
  }
}
