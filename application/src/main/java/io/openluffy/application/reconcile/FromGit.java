package io.openluffy.application.reconcile;

import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Problem;
import java.util.Optional;

/**
 * What a round found out from git.
 *
 * @param known what git wants; older knowledge when git is away
 * @param problem why it is not the newest
 */
record FromGit(Optional<Known> known, Optional<Problem> problem) {
  /** Whether git was heard, also where nothing can be made of what it says. */
  boolean heard() {
    return problem.isEmpty() || problem.get().blame() == Blame.USER;
  }
}
