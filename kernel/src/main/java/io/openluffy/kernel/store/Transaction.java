package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.Fact;
import java.util.List;
import java.util.Optional;

/** What can be done in one transaction. All of it happens, or none. */
public interface Transaction {
  <T> Optional<T> find(Table<T> table, String key);

  /** All rows, by key. */
  <T> List<T> list(Table<T> table);

  /** The rows whose top-level field has this text, by key. */
  <T> List<T> list(Table<T> table, String field, String value);

  /** At most {@code limit} rows whose field has this text, the last keys first. */
  <T> List<T> last(Table<T> table, String field, String value, int limit);

  /** Writes the row; if it changed since this transaction read it, the whole work is run again. */
  <T> void put(Table<T> table, T row);

  <T> void delete(Table<T> table, String key);

  /** Appends to the journal in this transaction. */
  void record(Fact fact);

  /** Keeps bytes by content, compressed; the answer is {@code sha256:<hex>}. */
  String putBlob(byte[] content);

  Optional<byte[]> blob(String digest);

  /** Runs after the commit, in order; never when the transaction is rolled back. */
  void afterCommit(Runnable action);
}
