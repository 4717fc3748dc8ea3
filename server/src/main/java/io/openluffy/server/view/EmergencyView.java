package io.openluffy.server.view;

import io.openluffy.promotion.Emergency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That the glass was broken for a promotion ({@code Emergency}).
 *
 * @param open whether its time is not over
 * @param inForce whether as many people agreed as it took when it began, and its time is not over
 * @param used when something came in by it that was not approved
 */
public record EmergencyView(
    String reason,
    Instant since,
    Instant until,
    int needed,
    List<String> by,
    boolean open,
    boolean inForce,
    Optional<Instant> used) {
  static EmergencyView of(Emergency emergency, Instant now) {
    return new EmergencyView(
        emergency.reason(),
        emergency.since(),
        emergency.until(),
        emergency.needed(),
        emergency.people(),
        emergency.open(now),
        emergency.inForce(now),
        emergency.used());
  }
}
