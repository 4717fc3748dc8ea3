package io.openluffy.promotion;

import io.openluffy.kernel.Problem;

/** What came of asking for a rollback. */
public sealed interface RollbackAnswer {

  record Accepted(Rollback rollback) implements RollbackAnswer {}

  record Refused(Problem problem) implements RollbackAnswer {}
}
