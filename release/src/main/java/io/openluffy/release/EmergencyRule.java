package io.openluffy.release;

import io.openluffy.release.ApprovalRule.Voter;
import java.time.Duration;
import java.util.List;

/**
 * Who may break the glass of an environment: let a release in past its gates, with a reason.
 *
 * @param from who may; one match is enough
 * @param second whether somebody else of them has to confirm it
 * @param lasts how long the gates stand open, from the first call on
 */
public record EmergencyRule(List<Voter> from, boolean second, Duration lasts) {
  public EmergencyRule {
    from = List.copyOf(from);
  }

  /** How many different people it takes. */
  public int hands() {
    return second ? 2 : 1;
  }
}
