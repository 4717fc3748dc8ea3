package io.openluffy.playground.api.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Requests that stay open, such as watches and followed logs, and can be asked to end. */
final class Lingering {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /** What a request does for as long as its client stays. */
  @FunctionalInterface
  interface Stay {
    void run() throws java.io.IOException, InterruptedException;
  }

  /** Runs until it is over or everybody is asked to end. */
  void during(Stay stay) throws java.io.IOException {
    threads.add(Thread.currentThread());
    try {
      if (!ended) {
        stay.run();
      }
    } catch (InterruptedException e) {
      if (!ended) {
        Thread.currentThread().interrupt();
      }
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  void end() {
    ended = true;
    threads.forEach(Thread::interrupt);
  }
}
