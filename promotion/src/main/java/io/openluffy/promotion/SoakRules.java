package io.openluffy.promotion;

import io.openluffy.promotion.PromotionState.Soaking;
import io.openluffy.promotion.PromotionState.Syncing;
import io.openluffy.promotion.Residency.Absent;
import io.openluffy.promotion.Residency.Resident;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The clock between healthy and arrived: it runs only while the release is resident and healthy,
 * and begins again after each interruption.
 */
final class SoakRules {
  private SoakRules() {}

  /** What happens to a release that was just seen to be resident. */
  static PromotionEvent whenResident(
      Syncing ignored, Resident resident, Duration healthyFor, Instant now) {
    return healthyFor.isZero()
        ? new PromotionEvent.Arrived(now, resident.history())
        : new PromotionEvent.SoakStarted(now, now.plus(healthyFor));
  }

  /** What happens to one whose clock runs; nothing until it has run out. */
  static Optional<PromotionEvent> whileSoaking(
      Soaking soaking, Residency residency, Duration patience, Instant now) {
    return switch (residency) {
      case Absent absent ->
          Optional.of(new PromotionEvent.SoakInterrupted(now, absent.message(), patience));
      case Resident resident ->
          now.isBefore(soaking.until())
              ? Optional.empty()
              : Optional.of(new PromotionEvent.Arrived(now, resident.history()));
    };
  }
}
