package io.openluffy.kernel.store;

import com.zaxxer.hikari.HikariDataSource;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Journal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/**
 * The store in PostgreSQL.
 *
 * <p>The work reads from a snapshot and keeps its changes to itself; the commit is a second, short
 * database transaction that writes them if nothing they rely on has changed. So nobody holds locks
 * while work runs, and appending to the journal waits only for other commits.
 */
public final class PostgresStore implements Store {
  private static final int READERS = 10;
  private static final int WRITERS = 6;

  private final DatabaseAddress address;
  private final InstantSource clock;
  private final Readers readers;
  private final HikariDataSource writers;
  private final Jdbi jdbi;
  private final PostgresFollowing following;
  private final PostgresJournal journal;

  private PostgresStore(DatabaseAddress address, InstantSource clock) {
    this.address = address;
    this.clock = clock;
    readers = new Readers(address, READERS);
    writers = Readers.pool(address, "writer", WRITERS, false);
    jdbi = Jdbi.create(writers);
    following = new PostgresFollowing(address);
    journal = new PostgresJournal(readers, following);
  }

  /** Opens the database, after bringing its tables up to date with every room on the class path. */
  public static PostgresStore open(DatabaseAddress address, InstantSource clock) {
    Migrations.run(address);
    return new PostgresStore(address, clock);
  }

  @Override
  public <R> R read(Function<Transaction, R> work) {
    return Attempts.alone(
        () ->
            readers.read(
                handle ->
                    work.apply(new OptimisticTransaction(new PostgresSnapshot(handle), true))));
  }

  @Override
  public <R> R write(Actor actor, Function<Transaction, R> work) {
    var finished =
        Attempts.untilUndisturbed(
            () -> {
              var done = readers.read(handle -> run(work, new PostgresSnapshot(handle)));
              return commit(actor, done.changes()) ? Optional.of(done) : Optional.empty();
            });
    FaultPoints.at("store.committed");
    Attempts.run(finished.afterCommit());
    return finished.answer();
  }

  private record Finished<R>(R answer, Changes changes, List<Runnable> afterCommit) {}

  private static <R> Finished<R> run(Function<Transaction, R> work, Snapshot snapshot) {
    var transaction = new OptimisticTransaction(snapshot, false);
    return new Finished<>(work.apply(transaction), transaction.changes, transaction.afterCommit());
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    following.close();
    readers.close();
    writers.close();
  }

  private boolean commit(Actor actor, Changes changes) {
    if (changes.isEmpty()) {
      return true;
    }
    FaultPoints.at("store.commit");
    try (var handle = jdbi.open()) {
      handle.begin();
      if (new PostgresCommit(handle, clock).write(actor, changes)) {
        handle.commit();
        return true;
      }
      handle.rollback();
      return false;
    } catch (RuntimeException e) {
      if (DatabaseTrouble.isDisturbance(e)) {
        return false;
      }
      throw DatabaseTrouble.of(address, e);
    }
  }
}
