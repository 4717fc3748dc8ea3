package io.openluffy.playground.api.upkeep;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys to work on, each once, one after the other on a thread of its own. */
final class WorkQueue<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

  private final LinkedHashSet<K> keys = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Consumer<K> work;
  private final Thread thread;
  private boolean closed;

  WorkQueue(String name, Consumer<K> work) {
    this.work = work;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(K key) {
    lock.lock();
    try {
      keys.add(key);
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (var key = next(); key.isPresent(); key = next()) {
      try {
        work.accept(key.get());
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).addKeyValue("key", key.get()).log("Upkeep failed");
      }
    }
  }

  private Optional<K> next() {
    lock.lock();
    try {
      while (keys.isEmpty() && !closed) {
        news.awaitUninterruptibly();
      }
      return closed ? Optional.empty() : Optional.of(keys.removeFirst());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
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
