package io.openluffy.application.reconcile;

import io.openluffy.kernel.Problem;
import java.util.Optional;

/**
 * What a round found out from git.
 *
 * @param known what git wants; older knowledge when git is away
 * @param problem why it is not the newest
 */
record FromGit(Optional<Known> known, Optional<Problem> problem) {}
