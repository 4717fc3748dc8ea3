package io.openluffy.playground.api.store;

import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One collection: its objects in the order of listings, its history, and who waits for more. */
final class Shelf {
  final ConcurrentSkipListMap<String, StoredObject> objects = new ConcurrentSkipListMap<>();
  final History history;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private long published;

  Shelf(long version) {
    this.history = new History(version);
    this.published = version;
  }

  /** The objects of a namespace, or all of them, while others may be writing. */
  Collection<StoredObject> in(String namespace) {
    return namespace.isEmpty()
        ? objects.values()
        : objects.subMap(namespace + '\0', namespace + '\1').values();
  }

  void publish(long version) {
    lock.lock();
    try {
      published = version;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a change after that version to be published; false when none came in time. */
  boolean await(long version, long millis) throws InterruptedException {
    lock.lock();
    try {
      var nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (published <= version) {
        if (nanos <= 0) {
          return false;
        }
        nanos = news.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
