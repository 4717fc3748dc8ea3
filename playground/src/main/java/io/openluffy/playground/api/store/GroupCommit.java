package io.openluffy.playground.api.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes behind the store's back, many at a time, and tells when they are safe.
 *
 * <p>A storage that fails is asked again until it answers: what is in memory stays true, and those
 * who wait for their write keep waiting as long as they like.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int BATCH = 2_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LAST_PAUSE_MILLIS = 5_000;

  private final ObjectStorage storage;
  private final Consumer<List<Change>> committed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition done = lock.newCondition();
  private List<Change> pending = new ArrayList<>();
  private volatile long durable;
  private boolean closed;
  private final Thread thread;

  GroupCommit(ObjectStorage storage, long version, Consumer<List<Change>> committed) {
    this.storage = storage;
    this.durable = version;
    this.committed = committed;
    this.thread = Thread.ofVirtual().name("playground-commit").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(Change change) {
    lock.lock();
    try {
      pending.add(change);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  long durable() {
    return durable;
  }

  /** Waits until the version is safe; false when it is not by then. */
  boolean await(long version, Duration atMost) {
    if (durable >= version) {
      return true;
    }
    lock.lock();
    try {
      var nanos = atMost.toNanos();
      while (durable < version) {
        if (nanos <= 0) {
          return false;
        }
        nanos = done.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      if (!append(batch)) {
        return;
      }
      lock.lock();
      try {
        durable = batch.getLast().version();
        done.signalAll();
      } finally {
        lock.unlock();
      }
      committed.accept(batch);
    }
  }

  private boolean append(List<Change> batch) {
    var pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        storage.append(batch);
        return true;
      } catch (RuntimeException e) {
        LOG.atWarn().setCause(e).log("The playground's objects could not be stored; trying again");
        if (rest(pause)) {
          LOG.atError()
              .addKeyValue("changes", batch.size())
              .log("The playground stops with changes that nobody was told are stored");
          return false;
        }
        pause = Math.min(pause * 2, LAST_PAUSE_MILLIS);
      }
    }
  }

  /** Pauses unless the store is being closed; answers whether it is. */
  private boolean rest(long millis) {
    lock.lock();
    try {
      var nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && nanos > 0) {
        nanos = work.awaitNanos(nanos);
      }
      return closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private List<Change> next() {
    lock.lock();
    try {
      while (pending.isEmpty() && !closed) {
        work.awaitUninterruptibly();
      }
      if (pending.size() <= BATCH) {
        var batch = pending;
        pending = new ArrayList<>();
        return batch;
      }
      var batch = List.copyOf(pending.subList(0, BATCH));
      pending = new ArrayList<>(pending.subList(BATCH, pending.size()));
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Stores what is left and stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
