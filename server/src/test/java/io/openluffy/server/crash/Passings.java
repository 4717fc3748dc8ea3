package io.openluffy.server.crash;

import io.openluffy.kernel.FaultPoint;
import io.openluffy.kernel.FaultPoints;

/** Fault points of one thread, so that several worlds can live side by side. */
public final class Passings {
  private static final ThreadLocal<FaultPoint> OF_THIS_THREAD =
      ThreadLocal.withInitial(() -> name -> {});

  private Passings() {}

  /** Does the work while this thread's passings are told to the point. */
  public static void on(FaultPoint point, Runnable work) {
    FaultPoints.install(name -> OF_THIS_THREAD.get().pass(name));
    OF_THIS_THREAD.set(point);
    try {
      work.run();
    } finally {
      OF_THIS_THREAD.remove();
    }
  }
}
