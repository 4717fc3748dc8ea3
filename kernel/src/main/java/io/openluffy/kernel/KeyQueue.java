package io.openluffy.kernel;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which key is next: first come, first served, each key at most once, never one that is being
 * worked on.
 *
 * <p>So the queue is never longer than there are keys, and a busy key stands behind the others
 * again after each round. Not for several threads; {@link Controller} guards it.
 */
final class KeyQueue<K> {
  private final Map<K, Entry<K>> entries = new HashMap<>();
  private final ArrayDeque<Entry<K>> ready = new ArrayDeque<>();
  private final TreeSet<Entry<K>> timers =
      new TreeSet<>(Comparator.comparing(Entry<K>::due).thenComparingLong(Entry::number));
  private long numbers;
  private int running;

  /** What is known of one key. */
  static final class Entry<K> {
    final K key;
    private final long number;
    private boolean queued;
    private boolean running;
    private boolean again;
    private boolean forgotten;
    private @Nullable Instant asked;
    private @Nullable Instant next;
    private Instant due = Instant.MAX;
    private Instant queuedAt = Instant.MIN;
    @Nullable ConditionStatus status;

    private Entry(K key, long number) {
      this.key = key;
      this.number = number;
    }

    Instant due() {
      return due;
    }

    long number() {
      return number;
    }

    Instant queuedAt() {
      return queuedAt;
    }

    int failures() {
      return status == null ? 0 : status.failures();
    }
  }

  void add(K key, Instant now) {
    add(entry(key), now);
  }

  /** Asks for a round at a time, besides the one that the last outcome has asked for. */
  void addAt(K key, Instant at) {
    var entry = entry(key);
    if (entry.asked == null || at.isBefore(entry.asked)) {
      entry.asked = at;
      schedule(entry);
    }
  }

  /** Lets the keys whose time has come queue up. */
  void wake(Instant now) {
    while (!timers.isEmpty() && !timers.first().due().isAfter(now)) {
      var entry = timers.first();
      if (entry.asked != null && !entry.asked.isAfter(now)) {
        entry.asked = null;
      }
      if (entry.next != null && !entry.next.isAfter(now)) {
        entry.next = null;
      }
      schedule(entry);
      add(entry, now);
    }
  }

  Optional<Instant> earliest() {
    return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().due());
  }

  /** The next key to be worked on; it has to be given back. */
  Optional<Entry<K>> take() {
    var entry = ready.poll();
    if (entry == null) {
      return Optional.empty();
    }
    entry.queued = false;
    entry.running = true;
    entry.next = null;
    schedule(entry);
    running++;
    return Optional.of(entry);
  }

  /**
   * Gives a key back after a round.
   *
   * @param pause how long an event that came meanwhile has to wait, so that a failing round which
   *     causes events isn't run in a tight circle
   */
  void giveBack(Entry<K> entry, ConditionStatus status, Optional<Instant> pause, Instant now) {
    entry.running = false;
    running--;
    entry.status = status;
    entry.next = status.next().orElse(null);
    schedule(entry);
    if (entry.again) {
      entry.again = false;
      pause.ifPresentOrElse(at -> addAt(entry.key, at), () -> add(entry, now));
    } else if (entry.forgotten) {
      remove(entry);
    }
  }

  void forget(K key) {
    var entry = entries.get(key);
    if (entry == null) {
      return;
    }
    entry.forgotten = true;
    if (!entry.running && !entry.queued) {
      remove(entry);
    }
  }

  Optional<ConditionStatus> status(K key) {
    return Optional.ofNullable(entries.get(key)).flatMap(e -> Optional.ofNullable(e.status));
  }

  int waiting() {
    return ready.size();
  }

  int running() {
    return running;
  }

  private Entry<K> entry(K key) {
    return entries.computeIfAbsent(key, any -> new Entry<>(key, numbers++));
  }

  private void add(Entry<K> entry, Instant now) {
    entry.forgotten = false;
    if (entry.running) {
      entry.again = true;
    } else if (!entry.queued) {
      entry.queued = true;
      entry.queuedAt = now;
      ready.add(entry);
    }
  }

  private void remove(Entry<K> entry) {
    timers.remove(entry);
    entries.remove(entry.key);
  }

  private void schedule(Entry<K> entry) {
    timers.remove(entry);
    var asked = entry.asked == null ? Instant.MAX : entry.asked;
    var next = entry.next == null ? Instant.MAX : entry.next;
    entry.due = asked.isBefore(next) ? asked : next;
    if (!entry.due.equals(Instant.MAX)) {
      timers.add(entry);
    }
  }
}
