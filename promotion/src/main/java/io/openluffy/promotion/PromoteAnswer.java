package io.openluffy.promotion;

import io.openluffy.kernel.Problem;

/** What came of asking for a promotion. */
public sealed interface PromoteAnswer {

  /** Queued, or already under way if somebody asked before. */
  record Accepted(Promotion promotion) implements PromoteAnswer {}

  record Refused(Problem problem) implements PromoteAnswer {}
}
