package io.openluffy.playground.api.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last changes of one collection, oldest first; the oldest are forgotten. */
final class History {
  static final int CAPACITY = 8_192;

  private @Nullable Change[] ring = new @Nullable Change[64];
  private int first;
  private int size;
  private long forgotten;

  /**
   * @param forgotten the version up to which nothing is known
   */
  History(long forgotten) {
    this.forgotten = forgotten;
  }

  synchronized void add(Change change) {
    if (size == ring.length) {
      if (size >= CAPACITY) {
        forgetOldest();
      } else {
        grow();
      }
    }
    ring[(first + size) % ring.length] = change;
    size++;
  }

  /** Forgets what happened up to a version. */
  synchronized void forget(long version) {
    while (size > 0 && at(0).version() <= version) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    forgotten = at(0).version();
    ring[first] = null;
    first = (first + 1) % ring.length;
    size--;
  }

  private void grow() {
    var wider = new @Nullable Change[ring.length * 2];
    for (var i = 0; i < size; i++) {
      wider[i] = at(i);
    }
    ring = wider;
    first = 0;
  }

  /** The version up to which changes have been forgotten. */
  synchronized long forgotten() {
    return forgotten;
  }

  /** The changes after one version up to another; empty when some of them are forgotten. */
  synchronized Optional<List<Change>> between(long after, long upTo) {
    if (after < forgotten) {
      return Optional.empty();
    }
    var changes = new ArrayList<Change>();
    for (var i = firstAfter(after); i < size && at(i).version() <= upTo; i++) {
      changes.add(at(i));
    }
    return Optional.of(changes);
  }

  private int firstAfter(long version) {
    var low = 0;
    var high = size;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (at(middle).version() <= version) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Change at(int index) {
    return Objects.requireNonNull(ring[(first + index) % ring.length]);
  }
}
