package io.openluffy.promotion;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what an environment has now, and what it had before that it can go back to. */
final class TargetRules {
  private TargetRules() {}

  /** What the cluster has by what we know, or is getting: arrived, on its way, or failed there. */
  static Optional<Promotion> present(List<Promotion> promotions) {
    return promotions.stream()
        .filter(promotion -> promotion.arrived() || isInEffect(promotion))
        .max(Promotion.BY_RANK);
  }

  /** Whether the cluster has it, or is getting it, though it has not arrived. */
  static boolean isInEffect(Promotion promotion) {
    return switch (promotion.state()) {
      case PromotionState.Open open -> open.applied().isPresent();
      case PromotionState.Failed failed -> failed.applied().isPresent();
      default -> false;
    };
  }

  /** The newest that arrived before the present one, unless it is marked as bad. */
  static Optional<Promotion> lastGood(RollbackQuestion question) {
    var present = present(question.promotions());
    return question.promotions().stream()
        .filter(Promotion::arrived)
        .filter(one -> present.filter(now -> !isBefore(one, now)).isEmpty())
        .filter(one -> question.bad(one).isEmpty())
        .max(Promotion.BY_RANK);
  }

  private static boolean isBefore(Promotion one, Promotion present) {
    return Promotion.BY_RANK.compare(one, present) < 0 && !one.release().equals(present.release());
  }

  /** All that ever arrived, the newest first: one can be gone back to, or forward again. */
  static List<Promotion> once(List<Promotion> promotions) {
    return promotions.stream()
        .filter(Promotion::onceArrived)
        .sorted(Promotion.BY_RANK.reversed())
        .toList();
  }

  /** The same, each release once, by its newest promotion. */
  static List<Promotion> releases(List<Promotion> promotions) {
    var seen = new HashSet<String>();
    return once(promotions).stream().filter(one -> seen.add(one.release().value())).toList();
  }

  /** What had arrived, or was gone back to, last before a moment. */
  static Optional<Promotion> at(Instant time, RollbackQuestion question) {
    var arrivals =
        question.promotions().stream()
            .flatMap(one -> arrivedAt(one).map(at -> new Stood(at, one.id())).stream());
    var returns = question.rollbacks().stream().flatMap(one -> stood(one).stream());
    return Stream.concat(arrivals, returns)
        .filter(stood -> !stood.since().isAfter(time))
        .max(Comparator.comparing(Stood::since).thenComparing(Stood::what))
        .flatMap(
            stood ->
                question.promotions().stream()
                    .filter(one -> one.id().equals(stood.what()))
                    .findFirst());
  }

  /** From when on what stood. */
  private record Stood(Instant since, PromotionId what) {}

  private static Optional<Stood> stood(Rollback rollback) {
    var since =
        switch (rollback.state()) {
          case RollbackState.Requested ignored -> Optional.<Instant>empty();
          case RollbackState.Failed ignored -> Optional.<Instant>empty();
          case RollbackState.Effective effective -> Optional.of(effective.since());
          case RollbackState.Done done -> Optional.of(done.at());
        };
    return since.flatMap(at -> rollback.target().map(target -> new Stood(at, target)));
  }

  static Optional<Instant> arrivedAt(Promotion promotion) {
    return arrived(promotion).map(PromotionState.Arrived::at);
  }

  static Optional<PromotionState.Arrived> arrived(Promotion promotion) {
    return switch (promotion.state()) {
      case PromotionState.Arrived arrived -> Optional.of(arrived);
      case PromotionState.RolledBack was -> was.before();
      default -> Optional.empty();
    };
  }
}
