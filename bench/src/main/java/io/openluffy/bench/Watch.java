package io.openluffy.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Time that goes by, in milliseconds. */
final class Watch {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final long began = System.nanoTime();

  double millis() {
    return (System.nanoTime() - began) / 1e6;
  }

  /** Asks again and again until there is an answer. */
  static <T> T until(String what, Callable<Optional<T>> question) throws Exception {
    var watch = new Watch();
    while (watch.millis() < LIMIT.toMillis()) {
      var answer = question.call();
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(2);
    }
    throw new IllegalStateException(what + " did not come within " + LIMIT);
  }
}
