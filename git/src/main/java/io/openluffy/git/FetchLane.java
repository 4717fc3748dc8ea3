package io.openluffy.git;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets callers at the same time share one run: a caller is served by any run that began after the
 * call, its failure included, and starts one only if there is none.
 */
final class FetchLane {
  private final ReentrantLock lock;
  private final AtomicLong begun = new AtomicLong();
  private long finished;
  private Optional<RuntimeException> failure = Optional.empty();

  FetchLane(ReentrantLock lock) {
    this.lock = lock;
  }

  void run(Runnable work) {
    var needed = begun.get() + 1;
    lock.lock();
    try {
      if (finished < needed) {
        runNow(work);
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
    } finally {
      lock.unlock();
    }
  }

  private void runNow(Runnable work) {
    var number = begun.incrementAndGet();
    failure = Optional.empty();
    try {
      work.run();
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
    finished = number;
  }
}
