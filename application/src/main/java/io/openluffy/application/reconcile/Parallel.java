package io.openluffy.application.reconcile;

import io.openluffy.application.sync.SyncStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Runs several acts at once on virtual threads, so many at a time; one by one when that is one. */
final class Parallel implements SyncStep.Together {
  private final int limit;

  Parallel(int limit) {
    this.limit = limit;
  }

  @Override
  public void run(List<Runnable> acts) {
    if (limit <= 1 || acts.size() <= 1) {
      acts.forEach(Runnable::run);
      return;
    }
    var permits = new Semaphore(limit);
    var running = new ArrayList<Future<?>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var act : acts) {
        permits.acquireUninterruptibly();
        running.add(executor.submit(() -> released(act, permits)));
      }
    }
    running.forEach(Parallel::join);
  }

  private static void released(Runnable act, Semaphore permits) {
    try {
      act.run();
    } finally {
      permits.release();
    }
  }

  private static void join(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
