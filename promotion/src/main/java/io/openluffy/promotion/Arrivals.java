package io.openluffy.promotion;

import io.openluffy.release.Release;
import java.time.Instant;

/** How a release comes to be queued for an environment. */
final class Arrivals {
  private Arrivals() {}

  static PromotionEvent.Queued byPipeline(
      Release release, EnvironmentKey place, EnvironmentBindings bindings, Instant now) {
    return event(release, place, bindings, now, Trigger.PIPELINE, "openluffy", release.pushedAt());
  }

  static PromotionEvent.Queued byPerson(
      Release release, EnvironmentKey place, EnvironmentBindings bindings, Instant now, String by) {
    return event(release, place, bindings, now, Trigger.PERSON, by, now);
  }

  private static PromotionEvent.Queued event(
      Release release,
      EnvironmentKey place,
      EnvironmentBindings bindings,
      Instant now,
      Trigger trigger,
      String by,
      Instant rankedAt) {
    return new PromotionEvent.Queued(
        now,
        release.project(),
        place.environment(),
        bindings.find(place).map(bound -> bound.environment().application()).orElse(""),
        release.id(),
        release.contentId(),
        release.tag(),
        release.images(),
        trigger,
        by,
        new Rank(rankedAt, release.number()));
  }
}
