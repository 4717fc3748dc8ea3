package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a piece of work until nobody disturbed it, one transaction per thread at a time. */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final int MOST = 100;
  private static final int FIRST_WITHOUT_PAUSE = 3;
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  private Attempts() {}

  /**
   * @param attempt empty when somebody else was faster
   */
  static <R> R untilUndisturbed(Supplier<Optional<R>> attempt) {
    for (var number = 1; number <= MOST; number++) {
      var answer = alone(attempt);
      if (answer.isPresent()) {
        return answer.get();
      }
      if (number > FIRST_WITHOUT_PAUSE) {
        pause(Math.min(number, 20));
      }
    }
    throw Problem.world(
            "store.contention",
            "A change was disturbed by others " + MOST + " times in a row.",
            Where.of("store"),
            "Try again.")
        .asException();
  }

  /** Refuses a transaction within a transaction: it would see and lock something else. */
  static <R> R alone(Supplier<R> work) {
    if (INSIDE.get()) {
      throw new IllegalStateException(
          "A transaction was begun within a transaction; use the one that is there");
    }
    INSIDE.set(true);
    try {
      return work.get();
    } finally {
      INSIDE.remove();
    }
  }

  static void run(List<Runnable> afterCommit) {
    for (var action : afterCommit) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("an action after a commit failed; what was committed stays", e);
      }
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.world(
              "store.interrupted", "The work was interrupted.", Where.of("store"), "Try again.")
          .asException(e);
    }
  }
}
