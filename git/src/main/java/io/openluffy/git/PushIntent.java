package io.openluffy.git;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Table;
import java.util.Optional;

/** Written before a ref moves, so that a crash right after it still knows whose push it was. */
public record PushIntent(
    RepositoryUrl repository,
    String branch,
    Optional<CommitId> before,
    Optional<CommitId> after,
    boolean forced,
    Actor by) {
  static final Table<PushIntent> TABLE =
      new Table<>(
          "push_intent", PushIntent.class, row -> BranchLine.of(row.repository(), row.branch()));
}
