package io.openluffy.application;

import io.openluffy.git.CommitId;
import java.time.Instant;
import java.util.List;

/**
 * One completed sync.
 *
 * @param id counts up per application
 * @param revisions one per source
 * @param by who started it
 */
public record HistoryEntry(
    long id, List<CommitId> revisions, Instant startedAt, Instant deployedAt, String by) {
  public HistoryEntry {
    revisions = List.copyOf(revisions);
  }
}
