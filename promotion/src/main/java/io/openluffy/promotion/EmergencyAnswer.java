package io.openluffy.promotion;

import io.openluffy.kernel.Problem;

/** What came of breaking the glass. */
public sealed interface EmergencyAnswer {
  record Recorded(Promotion promotion, Emergency emergency) implements EmergencyAnswer {}

  record Refused(Problem problem) implements EmergencyAnswer {}
}
