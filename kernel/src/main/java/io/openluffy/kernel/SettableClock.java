package io.openluffy.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Time that stands still until somebody moves it, for tests and simulations. */
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public SettableClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  /** A clock that stands at noon of an arbitrary, fixed day. */
  public static SettableClock atNoon() {
    return new SettableClock(Instant.parse("2026-03-02T12:00:00Z"));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves on, or back when negative, and tells the new time. */
  public Instant tick(Duration by) {
    return now.updateAndGet(instant -> instant.plus(by));
  }

  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public String toString() {
    return now.get().toString();
  }
}
