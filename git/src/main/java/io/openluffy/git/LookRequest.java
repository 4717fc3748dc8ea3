package io.openluffy.git;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Table;
import java.time.Instant;

/**
 * Somebody said that a repository changed; what is true is seen by fetching it.
 *
 * @param by who pushed, as the git host says
 */
public record LookRequest(RepositoryUrl repository, Actor by, Instant at) {
  public static final Table<LookRequest> TABLE =
      new Table<>("repository_look", LookRequest.class, row -> row.repository().value());
}
