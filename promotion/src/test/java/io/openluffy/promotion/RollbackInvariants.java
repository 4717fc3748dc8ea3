package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be true of rollbacks and bad releases at the end of a life. */
final class RollbackInvariants {
  private RollbackInvariants() {}

  static void hold(World world) {
    nothingBadBegins(world);
    nothingGoesBackInACircle(world);
  }

  /** Once it is marked, nothing more is begun with it, until the mark is taken off. */
  private static void nothingBadBegins(World world) {
    for (var promotion : world.server.promotions.list(World.SHOP, 1000)) {
      var mark =
          world.server.ledger.bad(promotion.project(), promotion.release(), promotion.contentId());
      if (mark.isPresent()) {
        assertThat(events(world, promotion).filter(RollbackInvariants::begins))
            .as("begun although it is bad: " + promotion)
            .noneMatch(event -> event.at().isAfter(mark.get().at()));
      }
    }
  }

  private static boolean begins(PromotionEvent event) {
    return event instanceof PromotionEvent.Queued
        || event instanceof PromotionEvent.Started
        || event instanceof PromotionEvent.ValuesWritten
        || event instanceof PromotionEvent.ApprovalGranted
        || event instanceof PromotionEvent.Arrived;
  }

  private static void nothingGoesBackInACircle(World world) {
    for (var place : List.of(World.DEV, World.PREPROD, World.PROD)) {
      var rollbacks = world.server.promotions.rollbacks(place, 1000);
      assertThat(rollbacks).as("all have ended").noneMatch(Rollback::open);
      var automatic = rollbacks.stream().filter(Rollback::isAutomatic).toList();
      var of = automatic.stream().map(one -> leaving(world, one).release()).toList();
      assertThat(of).as("once per release in " + place).doesNotHaveDuplicates();
      for (var one : automatic) {
        var leaving = leaving(world, one);
        one.target()
            .flatMap(world.server.promotions::find)
            .ifPresent(
                target -> assertThat(Promotion.BY_RANK.compare(target, leaving)).isNegative());
        assertThat(rollbacks)
            .as("never of a rollback")
            .noneMatch(
                other ->
                    other.createdAt().isBefore(one.createdAt())
                        && other.state() instanceof RollbackState.Done
                        && other.target().equals(Optional.of(leaving.id())));
      }
    }
  }

  private static Promotion leaving(World world, Rollback rollback) {
    return rollback.leaving().flatMap(world.server.promotions::find).orElseThrow();
  }

  static Stream<PromotionEvent> events(World world, Promotion promotion) {
    return world
        .store
        .journal()
        .about(PromotionFactNames.about(promotion.id()), 1000)
        .reversed()
        .stream()
        .map(entry -> PromotionFactNames.event(entry.fact()));
  }
}
