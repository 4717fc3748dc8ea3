package io.openluffy.git;

import io.openluffy.kernel.journal.Actor;
import java.util.Optional;

/** Is told of each branch that we moved ourselves, right after it moved. */
@FunctionalInterface
public interface BranchMoves {
  BranchMoves UNHEARD = (url, branch, before, after, by) -> {};

  void moved(RepositoryUrl url, String branch, Optional<CommitId> before, CommitId after, Actor by);
}
