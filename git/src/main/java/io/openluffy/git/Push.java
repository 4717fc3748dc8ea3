package io.openluffy.git;

import io.openluffy.kernel.journal.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * A branch moved from one commit to another.
 *
 * @param id ids of one repository sort in the order of the pushes
 * @param before empty: the branch is new
 * @param after empty: the branch was deleted
 * @param forced commits that were on the branch are no longer on it
 */
public record Push(
    String id,
    RepositoryUrl repository,
    String branch,
    Optional<CommitId> before,
    Optional<CommitId> after,
    boolean forced,
    Actor by,
    Instant at) {

  public boolean isDeletion() {
    return after.isEmpty();
  }
}
