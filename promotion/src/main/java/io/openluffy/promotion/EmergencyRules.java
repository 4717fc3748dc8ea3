package io.openluffy.promotion;

import io.openluffy.release.EmergencyRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whose hands count when the glass is broken, and whether they are enough. */
final class EmergencyRules {
  private EmergencyRules() {}

  /**
   * Those of an emergency that goes on, as far as the people are still who they were and may.
   *
   * @param electors those who broke the glass, as they are now
   */
  static List<Emergency.Hand> hands(
      Promotion promotion, EmergencyRule rule, Map<String, Elector> electors, Instant now) {
    return promotion
        .emergency()
        .filter(one -> one.open(now))
        .map(Emergency::hands)
        .orElse(List.of())
        .stream()
        .filter(hand -> counts(hand, rule, electors))
        .toList();
  }

  private static boolean counts(
      Emergency.Hand hand, EmergencyRule rule, Map<String, Elector> electors) {
    var elector = electors.get(hand.by().name());
    return elector != null && !elector.since().isAfter(hand.at()) && elector.isOneOf(rule.from());
  }

  /** Whether gates other than the vote are to let the promotion through now. */
  static boolean opens(
      Promotion promotion, EmergencyRule rule, Map<String, Elector> electors, Instant now) {
    return hands(promotion, rule, electors, now).stream()
            .map(hand -> hand.by().name())
            .distinct()
            .count()
        >= rule.hands();
  }
}
