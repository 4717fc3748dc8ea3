package io.openluffy.server.view;

import io.openluffy.kernel.Wait;
import java.time.Instant;
import java.util.Optional;

/** What something waits for ({@code Wait}). */
public record WaitView(
    String reason, String message, Instant since, Optional<Instant> until, Optional<String> who) {
  public static WaitView of(Wait wait, Instant now) {
    return new WaitView(wait.reason(), wait.message(), wait.since(), wait.until(now), wait.who());
  }
}
