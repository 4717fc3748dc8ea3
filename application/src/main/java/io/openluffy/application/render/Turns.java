package io.openluffy.application.render;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Whose turn it is to run a tool. Few run at once, in the order in which they came; but one that
 * works for long steps aside, and what had to be stopped comes back only there, so that no source
 * holds up the others.
 */
final class Turns {
  private static final int REMEMBERED = 1_000;
  private static final long FIRST_PAUSE = Duration.ofSeconds(30).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMinutes(15).toNanos();

  private final Semaphore lane;
  private final Semaphore aside = new Semaphore(1);
  private final Map<String, Stopped> stopped =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Stopped> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * What was stopped, by its key.
   *
   * @param pause until it is worth another try, in nanoseconds
   */
  private record Stopped(long at, long pause, Problem why) {}

  Turns(int atOnce) {
    lane = new Semaphore(atOnce, true);
  }

  /**
   * Waits for a turn. What took too long before does not wait: it is refused while another one like
   * it is at work, and for a while that grows each time.
   *
   * @param key of what is rendered; empty when nothing is known of it
   */
  Turn take(String key) {
    var before = key.isEmpty() ? null : stopped.get(key);
    if (before != null) {
      if (System.nanoTime() - before.at() < before.pause()) {
        throw before.why().asException();
      }
      if (!aside.tryAcquire()) {
        throw heldUp().asException();
      }
      return new Turn(key, aside);
    }
    try {
      lane.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw heldUp().asException(e);
    }
    return new Turn(key, lane);
  }

  static Problem heldUp() {
    return Problem.world(
        "render.held-up",
        "This source takes long to render, and others wait, so it was put off.",
        Where.NOWHERE,
        "It is tried again by itself.");
  }

  /** A running tool's turn. */
  final class Turn implements AutoCloseable {
    private final String key;
    private Semaphore held;

    private Turn(String key, Semaphore held) {
      this.key = key;
      this.held = held;
    }

    /** Asked of one that has worked for long; if it may not go on, it has to be stopped. */
    synchronized boolean mayGoOn() {
      if (isAside()) {
        return true;
      }
      if (aside.tryAcquire()) {
        held.release();
        held = aside;
        return true;
      }
      return !lane.hasQueuedThreads();
    }

    @SuppressWarnings("ReferenceEquality") // a semaphore is equal to itself alone
    private boolean isAside() {
      return held == aside;
    }

    /** Notes that it was stopped in favour of others: it comes back aside from them. */
    void putOff(ProblemException why) {
      remember(why, 0);
    }

    /** Notes that it took too much time or memory: the same would happen again at once. */
    void tookTooMuch(ProblemException why) {
      var before = stopped.get(key);
      long pause = before == null ? FIRST_PAUSE : Math.max(FIRST_PAUSE, 2 * before.pause());
      remember(why, Math.min(pause, LONGEST_PAUSE));
    }

    private void remember(ProblemException why, long pause) {
      if (!key.isEmpty()) {
        stopped.put(key, new Stopped(System.nanoTime(), pause, why.problem()));
      }
    }

    @Override
    public synchronized void close() {
      held.release();
    }
  }
}
