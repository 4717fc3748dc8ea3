package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.Fact;
import java.util.List;
import java.util.Optional;

/**
 * What can be done in one transaction. All of it happens, or none.
 *
 * <p>It sees the rows as they were when it began, and its own changes. When it commits, each row
 * that it found by key or changed must still be what it has seen, else the whole work is run again.
 * A list is a picture: rows that join or leave it meanwhile don't disturb the transaction.
 */
public interface Transaction {
  /** The row; that it is there, or isn't, still holds at the commit. */
  <T> Optional<T> find(Table<T> table, String key);

  /** All rows, by key. */
  <T> List<T> list(Table<T> table);

  /** The rows whose top-level field has this text, by key. */
  <T> List<T> list(Table<T> table, String field, String value);

  /** At most {@code limit} rows whose field has this text, the last keys first. */
  <T> List<T> last(Table<T> table, String field, String value, int limit);

  /** Writes the row; if it changed since this transaction read it, the whole work is run again. */
  <T> void put(Table<T> table, T row);

  /**
   * Writes over a row that this transaction has not read, if it stands within the fence at the
   * commit; else the transaction fails with the fence's problem. It costs no reading before.
   */
  <T> void put(Table<T> table, T row, Fence fence);

  <T> void delete(Table<T> table, String key);

  /** Appends to the journal in this transaction. */
  void record(Fact fact);

  /** Keeps bytes by content, compressed, at most 64 MiB; the answer is {@code sha256:<hex>}. */
  String putBlob(byte[] content);

  Optional<byte[]> blob(String digest);

  /**
   * Runs after the commit, in order; never when the transaction is rolled back. The state is kept
   * already, so what such an action throws is logged and troubles nobody else.
   */
  void afterCommit(Runnable action);
}
