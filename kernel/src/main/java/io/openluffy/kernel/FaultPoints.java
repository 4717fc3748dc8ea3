package io.openluffy.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named boundaries in the program at which a test can make it crash; they do nothing otherwise.
 *
 * <p>A name is {@code room.past-participle}, such as {@code promotion.recorded}: what has just been
 * made durable, before the act that follows.
 */
public final class FaultPoints {
  private static final FaultPoint NOTHING = name -> {};

  private static volatile FaultPoint installed = NOTHING;

  private FaultPoints() {}

  public static void at(String name) {
    installed.pass(name);
  }

  /** Installs a fault point for the whole process until the answer is closed. */
  public static Installed install(FaultPoint point) {
    installed = point;
    return () -> installed = NOTHING;
  }

  /** Crashes when the name is passed for the n-th time, counted from 1, and only then. */
  public static Installed crashAt(String name, int nth) {
    var passed = new AtomicInteger();
    return install(
        at -> {
          if (at.equals(name) && passed.incrementAndGet() == nth) {
            throw new Crash(name);
          }
        });
  }

  /** Takes the fault point out again. */
  @FunctionalInterface
  public interface Installed extends AutoCloseable {
    @Override
    void close();
  }
}
