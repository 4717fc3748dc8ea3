package io.openluffy.ground;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for another process to come to something, and says what it waited for if it doesn't. */
public final class Patience {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(40);

  private Patience() {}

  public static void until(String what, BooleanSupplier reached) {
    until(what, () -> reached.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  public static <T> T until(String what, Supplier<Optional<T>> look) {
    return until(what, LIMIT, look, () -> "");
  }

  /**
   * @param instead what there is in its place, for the message
   */
  public static <T> T until(
      String what, Duration limit, Supplier<Optional<T>> look, Supplier<String> instead) {
    var end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      var found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(STEP);
    }
    throw new AssertionError("not within " + limit.toSeconds() + " s: " + what + instead.get());
  }
}
