package io.openluffy.promotion;

import io.openluffy.kernel.Problem;

/** What came of a vote. */
public sealed interface VoteAnswer {

  /**
   * @param given how many valid approvals there are now, this one included
   */
  record Recorded(Promotion promotion, int given, int required) implements VoteAnswer {}

  record Refused(Problem problem) implements VoteAnswer {}
}
