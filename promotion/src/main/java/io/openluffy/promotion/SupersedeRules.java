package io.openluffy.promotion;

import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.promotion.PromotionState.Soaking;
import io.openluffy.promotion.PromotionState.Syncing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which promotions have been overtaken, and whose turn it is. */
final class SupersedeRules {
  private SupersedeRules() {}

  /** A promotion that ends because of a newer one. */
  record Overtaken(Promotion promotion, Promotion by, String reason) {}

  /**
   * @param open those into one environment
   * @param current what the environment runs, if anything arrived there
   */
  static List<Overtaken> overtaken(List<Promotion> open, Optional<Promotion> current) {
    var overtaken = new ArrayList<Overtaken>();
    var newest = open.stream().max(Promotion.BY_RANK);
    for (var promotion : open) {
      if (current.isPresent() && isNewer(current.get(), promotion)) {
        overtaken.add(new Overtaken(promotion, current.get(), "a newer release is there already"));
      } else if (isNewer(newest.orElseThrow(), promotion) && !holds(promotion)) {
        overtaken.add(new Overtaken(promotion, newest.get(), reason(promotion)));
      }
    }
    return overtaken;
  }

  /** What was approved and is being applied is seen through; the newer one waits for it. */
  private static boolean holds(Promotion promotion) {
    return promotion.approved().isPresent();
  }

  private static String reason(Promotion promotion) {
    return switch (promotion.state()) {
      case AwaitingApproval ignored -> "a newer release came before it was approved";
      case Soaking ignored -> "a newer release came while it was being watched";
      case Syncing ignored -> "a newer release came before it was healthy";
      default -> "a newer release came";
    };
  }

  private static boolean isNewer(Promotion one, Promotion other) {
    return !one.id().equals(other.id()) && Promotion.BY_RANK.compare(one, other) > 0;
  }

  /** The oldest is worked on first: what is newer waits for it, or has superseded it. */
  static Optional<Promotion> turn(List<Promotion> open) {
    return open.stream().min(Promotion.BY_RANK);
  }
}
