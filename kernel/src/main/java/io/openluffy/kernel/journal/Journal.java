package io.openluffy.kernel.journal;

import io.openluffy.kernel.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the append-only journal; rows are written through a store transaction alone. */
public interface Journal {
  /** Rows with a number greater than {@code after}, oldest first, at most {@code limit}. */
  List<JournalEntry> after(long after, int limit);

  /** Rows about a subject, such as {@code promotion/p-42}, newest first. */
  List<JournalEntry> about(String subject, int limit);

  /** The number of the last row; 0 when there is none. */
  long last();

  /** Calls back for each row committed from now on, by whichever server, in order. */
  AutoCloseable follow(Consumer<JournalEntry> follower);

  /** Walks the whole chain; the first row that was changed, removed or inserted is named. */
  Optional<Problem> verify();
}
