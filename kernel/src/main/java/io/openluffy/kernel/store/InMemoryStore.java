package io.openluffy.kernel.store;

import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.journal.Journal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A store in memory, with the rules of the real one, for tests and simulations.
 *
 * <p>{@link #reopen()} plays a server that died and was started again on the same database.
 */
public final class InMemoryStore implements Store {
  private final InstantSource clock;
  private final AtomicReference<InMemoryState> state;
  private final Object commitLock = new Object();
  private final InMemoryJournal journal;
  private volatile boolean closed;

  public InMemoryStore(InstantSource clock) {
    this(clock, InMemoryState.EMPTY);
  }

  private InMemoryStore(InstantSource clock, InMemoryState state) {
    this.clock = clock;
    this.state = new AtomicReference<>(state);
    journal = new InMemoryJournal(this.state::get);
  }

  /** Closes this store, with everybody who follows it, and goes on with its rows in a new one. */
  public InMemoryStore reopen() {
    synchronized (commitLock) {
      closed = true;
      return new InMemoryStore(clock, state.get());
    }
  }

  /** A store with the same rows that goes its own way. */
  public InMemoryStore copy() {
    return new InMemoryStore(clock, state.get());
  }

  @Override
  public <R> R read(Function<Transaction, R> work) {
    open();
    return Attempts.alone(() -> work.apply(new OptimisticTransaction(state.get(), true)));
  }

  @Override
  public <R> R write(Actor actor, Function<Transaction, R> work) {
    var finished =
        Attempts.untilUndisturbed(
            () -> {
              open();
              var seen = state.get();
              var transaction = new OptimisticTransaction(seen, false);
              var answer = new Finished<>(work.apply(transaction), transaction.afterCommit());
              return commit(actor, transaction.changes) ? Optional.of(answer) : Optional.empty();
            });
    FaultPoints.at("store.committed");
    Attempts.run(finished.afterCommit());
    journal.tell();
    return finished.answer();
  }

  private record Finished<R>(R answer, List<Runnable> afterCommit) {}

  @Override
  public Journal journal() {
    return journal;
  }

  /** Every row as it is kept, by table, for those who look for what must not be there. */
  public Map<String, List<String>> documents() {
    var answer = new TreeMap<String, List<String>>();
    state
        .get()
        .tables()
        .forEach(
            (table, rows) ->
                answer.put(
                    table, rows.values().stream().map(kept -> kept.row().document()).toList()));
    return answer;
  }

  /** Every blob, expanded, for the same. */
  public List<byte[]> blobs() {
    return state.get().blobs().values().stream().map(Blobs::expand).toList();
  }

  @Override
  public void close() {
    closed = true;
  }

  private boolean commit(Actor actor, Changes changes) {
    if (changes.isEmpty()) {
      return true;
    }
    FaultPoints.at("store.commit");
    synchronized (commitLock) {
      open();
      var now = state.get();
      if (isDisturbed(now, changes)) {
        return false;
      }
      changes.fences.forEach((id, fence) -> requireWithin(fence, now, id));
      var rows = appended(now, actor, changes.facts);
      state.set(with(now, changes, rows));
      journal.committed(rows);
      return true;
    }
  }

  private static boolean isDisturbed(InMemoryState now, Changes changes) {
    return changes.rows.keySet().stream()
            .anyMatch(id -> changes.expected(id).filter(v -> v != now.version(id)).isPresent())
        || changes.reliedOn().entrySet().stream()
            .anyMatch(relied -> relied.getValue() != now.version(relied.getKey()));
  }

  private static void requireWithin(Fence fence, InMemoryState now, RowId id) {
    if (!now.hasField(id, fence.field(), fence.text())) {
      throw fence.otherwise().asException();
    }
  }

  private List<JournalRow> appended(InMemoryState now, Actor actor, List<Fact> facts) {
    var rows = new ArrayList<JournalRow>(facts.size());
    var head = now.head();
    for (var fact : facts) {
      var row = JournalRow.following(head, clock.instant(), actor, fact);
      rows.add(row);
      head = row.head();
    }
    return rows;
  }

  private static InMemoryState with(InMemoryState now, Changes changes, List<JournalRow> rows) {
    var tables = new HashMap<>(now.tables());
    var copied = new HashMap<String, NavigableMap<String, InMemoryState.Kept>>();
    var version = now.lastVersion();
    for (var change : changes.rows.entrySet()) {
      var id = change.getKey();
      var table = copied.computeIfAbsent(id.table(), name -> copyOf(now, name));
      if (change.getValue().isPresent()) {
        var document = change.getValue().get();
        var row = new Row(id.key(), ++version, document);
        table.put(id.key(), new InMemoryState.Kept(row, Json.tree(document)));
      } else {
        table.remove(id.key());
      }
    }
    tables.putAll(copied);
    var blobs = now.blobs();
    if (!changes.blobs.isEmpty()) {
      blobs = new HashMap<>(blobs);
      blobs.putAll(changes.blobs);
    }
    var journal = now.journal();
    if (!rows.isEmpty()) {
      var longer = new ArrayList<>(journal);
      longer.addAll(rows);
      journal = Collections.unmodifiableList(longer);
    }
    var head = rows.isEmpty() ? now.head() : rows.getLast().head();
    return new InMemoryState(tables, blobs, journal, head, version);
  }

  private static NavigableMap<String, InMemoryState.Kept> copyOf(InMemoryState now, String table) {
    var answer = new TreeMap<String, InMemoryState.Kept>(RowId.BY_KEY);
    var old = now.tables().get(table);
    if (old != null) {
      answer.putAll(old);
    }
    return answer;
  }

  private void open() {
    if (closed) {
      throw Problem.world(
              "store.closed",
              "The store is closed.",
              Where.of("store in memory"),
              "Use the store that was opened in its place.")
          .asException();
    }
  }
}
