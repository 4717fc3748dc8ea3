package io.openluffy.promotion;

import io.openluffy.kernel.journal.Actor;
import java.time.Instant;

/**
 * A person's vote on a promotion.
 *
 * @param comment empty when none was given
 * @param boundTo what the person was shown
 */
public record Approval(
    PromotionId promotion,
    Actor by,
    Vote vote,
    String comment,
    ApprovalBinding boundTo,
    Instant at) {

  /** Yes or no. */
  public enum Vote {
    APPROVE,
    REJECT
  }
}
