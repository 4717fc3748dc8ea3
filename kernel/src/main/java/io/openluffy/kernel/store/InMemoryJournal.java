package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Journal;
import io.openluffy.kernel.journal.JournalChain;
import io.openluffy.kernel.journal.JournalChain.Head;
import io.openluffy.kernel.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of a store in memory; followers are called by the thread that committed. */
final class InMemoryJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(InMemoryJournal.class);

  private final Supplier<InMemoryState> state;
  private final List<Following> followers = new CopyOnWriteArrayList<>();
  private final ArrayDeque<JournalEntry> untold = new ArrayDeque<>();
  private boolean telling;

  /** One of perhaps several times that the same follower follows. */
  private static final class Following {
    private final Consumer<JournalEntry> call;

    Following(Consumer<JournalEntry> call) {
      this.call = call;
    }

    Consumer<JournalEntry> call() {
      return call;
    }
  }

  InMemoryJournal(Supplier<InMemoryState> state) {
    this.state = state;
  }

  @Override
  public List<JournalEntry> after(long after, int limit) {
    var rows = state.get().journal();
    var from = (int) Math.min(rows.size(), Math.max(0, after));
    var to = (int) Math.min(rows.size(), (long) from + Math.max(0, limit));
    return rows.subList(from, to).stream().map(JournalRow::entry).toList();
  }

  @Override
  public List<JournalEntry> about(String subject, int limit) {
    return state.get().journal().reversed().stream()
        .map(JournalRow::entry)
        .filter(entry -> entry.fact().about().equals(subject))
        .limit(Math.max(0, limit))
        .toList();
  }

  @Override
  public long last() {
    return state.get().head().number();
  }

  @Override
  public AutoCloseable follow(Consumer<JournalEntry> follower) {
    var following = new Following(follower);
    followers.add(following);
    return () -> followers.remove(following);
  }

  @Override
  public Optional<Problem> verify() {
    var now = state.get();
    var head = Head.START;
    for (var row : now.journal()) {
      var broken = JournalChain.broken(head, row.entry(), row.details());
      if (broken.isPresent()) {
        return broken;
      }
      head = row.head();
    }
    return JournalChain.cutOff(head, now.head());
  }

  /** Queues committed rows; to be called in the order of the commits. */
  void committed(List<JournalRow> rows) {
    synchronized (untold) {
      rows.forEach(row -> untold.add(row.entry()));
    }
  }

  /** Tells the queued rows, in order and one at a time, unless another call is at it. */
  void tell() {
    while (true) {
      var batch = new ArrayList<JournalEntry>();
      synchronized (untold) {
        if (telling || untold.isEmpty()) {
          return;
        }
        telling = true;
        batch.addAll(untold);
        untold.clear();
      }
      try {
        batch.forEach(this::tell);
      } finally {
        synchronized (untold) {
          telling = false;
        }
      }
    }
  }

  private void tell(JournalEntry entry) {
    for (var follower : followers) {
      try {
        follower.call().accept(entry);
      } catch (RuntimeException e) {
        LOG.error("a follower of the journal failed at row {}", entry.number(), e);
      }
    }
  }
}
