package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Journal;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The state of the server: tables for the present, and the journal.
 *
 * <p>{@code PostgresStore} keeps it, {@code InMemoryStore} plays it in tests with the same rules.
 */
public interface Store extends AutoCloseable {
  /** Reads a consistent picture. */
  <R> R read(Function<Transaction, R> work);

  /**
   * Runs the work in one transaction on behalf of the actor. The work may be run several times,
   * when somebody else changed what it read; it must touch nothing but the transaction.
   */
  <R> R write(Actor actor, Function<Transaction, R> work);

  default void update(Actor actor, Consumer<Transaction> work) {
    write(
        actor,
        transaction -> {
          work.accept(transaction);
          return Boolean.TRUE;
        });
  }

  Journal journal();

  @Override
  void close();
}
