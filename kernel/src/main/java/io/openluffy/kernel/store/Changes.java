package io.openluffy.kernel.store;

import io.openluffy.kernel.journal.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a transaction wants to commit, and what it relies on. */
final class Changes {
  /** The version of a row that isn't there. */
  static final long ABSENT = 0;

  /** New documents by row; empty deletes. */
  final TreeMap<RowId, Optional<String>> rows = new TreeMap<>();

  /**
   * The versions of the rows that were found, or were not there, when they were asked for by key.
   */
  final TreeMap<RowId, Long> found = new TreeMap<>();

  /** The versions of rows that were seen in a list; they count only if the row is changed. */
  final Map<RowId, Long> listed = new LinkedHashMap<>();

  /** What changed rows must say at the commit that were never read. */
  final Map<RowId, Fence> fences = new HashMap<>();

  final List<Fact> facts = new ArrayList<>();

  /** New blobs, compressed, by digest. */
  final TreeMap<String, byte[]> blobs = new TreeMap<>();

  boolean isEmpty() {
    return rows.isEmpty() && facts.isEmpty() && blobs.isEmpty();
  }

  /** The version that a changed row must still have; empty when the transaction never read it. */
  Optional<Long> expected(RowId row) {
    return Optional.ofNullable(found.get(row)).or(() -> Optional.ofNullable(listed.get(row)));
  }

  /** What was looked up by key and isn't changed, and must still hold. */
  SortedMap<RowId, Long> reliedOn() {
    var answer = new TreeMap<>(found);
    answer.keySet().removeAll(rows.keySet());
    return answer;
  }
}
