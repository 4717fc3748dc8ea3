package io.openluffy.promotion;

import io.openluffy.promotion.PromotionState.Arrived;
import io.openluffy.promotion.PromotionState.Open;
import io.openluffy.promotion.PromotionState.Soaking;
import io.openluffy.promotion.PromotionState.Syncing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tells what an environment runs, which is not always what arrived there last: a newer release runs
 * already while it soaks, and one that never became healthy runs as well, until something else is
 * synced.
 */
public final class StandingRules {
  private StandingRules() {}

  /**
   * How an environment stands.
   *
   * @param running what runs; empty when that is nothing of ours
   * @param since when it began to run, or arrived; empty when that is not known
   * @param arriving whose turn it is
   */
  public record Standing(
      Optional<Promotion> running, Optional<Instant> since, Optional<Promotion> arriving) {}

  /**
   * @param current what the environment is meant to run
   * @param recent the newest promotions into it
   * @param tagged names of the images that the environment has a tag for
   * @param images that the cluster has, by the Application; empty when that can't be seen
   */
  public static Standing of(
      Optional<Promotion> current,
      List<Promotion> recent,
      Collection<String> tagged,
      List<String> images) {
    var arriving = SupersedeRules.turn(recent.stream().filter(Promotion::open).toList());
    var running =
        arriving
            .filter(StandingRules::wasResident)
            .or(() -> seen(current, recent, arriving, new Look(tagged, images)));
    return new Standing(running, running.flatMap(StandingRules::since), arriving);
  }

  /** Old pods serve until the new ones are well, so what is being synced does not count yet. */
  private static Optional<Promotion> seen(
      Optional<Promotion> current,
      List<Promotion> recent,
      Optional<Promotion> arriving,
      Look look) {
    if (look.images().isEmpty() || current.filter(look::shows).isPresent()) {
      return current;
    }
    var found = recent.stream().filter(look::shows).max(Promotion.BY_RANK);
    return found.isPresent() && found.equals(arriving) ? current.or(() -> found) : found;
  }

  /** What the cluster shows. */
  private record Look(Collection<String> tagged, List<String> images) {
    boolean shows(Promotion promotion) {
      var expected =
          promotion.images().stream().filter(image -> tagged.contains(image.name())).toList();
      return !expected.isEmpty()
          && expected.stream()
              .allMatch(
                  image -> images.stream().anyMatch(one -> ResidencyRules.isImage(one, image)));
    }
  }

  private static boolean wasResident(Promotion promotion) {
    return switch (promotion.state()) {
      case Soaking ignored -> true;
      case Syncing syncing -> syncing.restarts() > 0;
      default -> false;
    };
  }

  private static Optional<Instant> since(Promotion running) {
    return switch (running.state()) {
      case Open open -> Optional.of(open.since());
      case Arrived arrived -> Optional.of(arrived.at());
      default -> Optional.empty();
    };
  }
}
