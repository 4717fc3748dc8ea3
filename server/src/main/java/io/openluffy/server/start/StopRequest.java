package io.openluffy.server.start;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C or a signal of the system: it interrupts the worker, and waits until all is put away. */
final class StopRequest {
  private final Thread worker;
  private final AtomicBoolean made = new AtomicBoolean();
  private final CountDownLatch fulfilled = new CountDownLatch(1);

  /**
   * @param worker who starts the server and stops it
   */
  StopRequest(Thread worker) {
    this.worker = worker;
  }

  Thread asHook() {
    return Thread.ofPlatform().name("stop").unstarted(this::make);
  }

  /** Whether what went wrong in the worker may be due to the interruption. */
  boolean wasMade() {
    return made.get();
  }

  void fulfilled() {
    fulfilled.countDown();
  }

  private void make() {
    made.set(true);
    worker.interrupt();
    try {
      fulfilled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
