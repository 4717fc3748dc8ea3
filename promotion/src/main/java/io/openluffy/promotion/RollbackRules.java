package io.openluffy.promotion;

import io.openluffy.application.HistoryEntry;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.ValuesTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides how an environment can be taken back, and to what. */
final class RollbackRules {
  private RollbackRules() {}

  /** How it would be done. */
  sealed interface Plan {
    /**
     * @param to in words
     * @param target the promotion that had brought it
     */
    record Possible(String to, Optional<PromotionId> target, RollbackMeans means) implements Plan {}

    record Impossible(Problem problem) implements Plan {}
  }

  /**
   * @param promotions into the environment
   * @param history of the Application
   */
  static Plan plan(
      Bound bound, RollbackTarget target, List<Promotion> promotions, List<HistoryEntry> history) {
    var arrived =
        promotions.stream()
            .filter(Promotion::arrived)
            .sorted(Promotion.BY_RANK.reversed())
            .toList();
    boolean isProtected = bound.environment().approval().isPresent();
    return switch (target) {
      case RollbackTarget.ToHistory(var id) ->
          toEntry(bound, id, once(promotions), history, isProtected);
      case RollbackTarget.ToRelease(var release) ->
          once(promotions).stream()
              .filter(promotion -> promotion.release().equals(release))
              .findFirst()
              .map(to -> to(bound, to, promotions, arrived, history))
              .orElseGet(
                  () ->
                      impossible(
                          bound,
                          "The release " + release + " has never arrived there, or was taken out.",
                          "Choose one of the environment's history."));
      case RollbackTarget.Previous ignored -> previous(bound, promotions, arrived, history);
    };
  }

  /** All that ever arrived, the newest first: one can be gone back to, or forward again. */
  private static List<Promotion> once(List<Promotion> promotions) {
    return promotions.stream()
        .filter(Promotion::onceArrived)
        .sorted(Promotion.BY_RANK.reversed())
        .toList();
  }

  /** What is being carried in right now is gone back from, else what arrived last. */
  private static Plan previous(
      Bound bound,
      List<Promotion> promotions,
      List<Promotion> arrived,
      List<HistoryEntry> history) {
    int steps = inEffect(promotions).isPresent() ? 0 : 1;
    return arrived.size() > steps
        ? to(bound, arrived.get(steps), promotions, arrived, history)
        : impossible(
            bound, "There is no earlier release to go back to.", "Push a fix, or wait for one.");
  }

  private static Optional<Promotion> inEffect(List<Promotion> promotions) {
    return promotions.stream()
        .filter(Promotion::open)
        .filter(RollbackRules::isInEffect)
        .max(Promotion.BY_RANK);
  }

  /** Whether the cluster has it, or is getting it. */
  static boolean isInEffect(Promotion promotion) {
    return promotion.state() instanceof PromotionState.Syncing
        || promotion.state() instanceof PromotionState.Soaking;
  }

  private static Plan to(
      Bound bound,
      Promotion target,
      List<Promotion> promotions,
      List<Promotion> arrived,
      List<HistoryEntry> history) {
    if (bound.environment().approval().isPresent()) {
      return entryOf(target, history)
          .<Plan>map(
              entry ->
                  new Plan.Possible(
                      target.tag() + " (history entry " + entry + ")",
                      Optional.of(target.id()),
                      new RollbackMeans.History(entry)))
          .orElseGet(
              () ->
                  impossible(
                      bound,
                      target.tag() + " is no longer in the Application's history.",
                      "Choose a newer one, or promote the release again."));
    }
    var leaving = inEffect(promotions).or(() -> arrived.stream().findFirst());
    return new Plan.Possible(
        target.tag(), Optional.of(target.id()), means(bound, target, leaving, arrived));
  }

  /** One step back is a plain revert of the last values commit; further back the tags are set. */
  private static RollbackMeans means(
      Bound bound, Promotion target, Optional<Promotion> leaving, List<Promotion> arrived) {
    boolean isFile = bound.environment().values() instanceof ValuesTarget.ValuesFile;
    var carrier = leaving.flatMap(Promotion::carrier);
    boolean oneStep =
        arrived.stream()
            .filter(other -> leaving.isEmpty() || !other.id().equals(leaving.get().id()))
            .findFirst()
            .filter(other -> other.id().equals(target.id()))
            .isPresent();
    return isFile
            && oneStep
            && carrier.isPresent()
            && carrier.get() instanceof Carrier.InCommit(var commit, var branch)
        ? new RollbackMeans.Revert(commit, branch)
        : new RollbackMeans.Rewrite(ValuesWriter.tags(target.images()));
  }

  static Optional<Long> entryOf(Promotion promotion, List<HistoryEntry> history) {
    var known = arrived(promotion).flatMap(PromotionState.Arrived::history);
    if (known.isPresent() && history.stream().anyMatch(entry -> entry.id() == known.get())) {
      return known;
    }
    return promotion
        .approved()
        .map(Shown::revision)
        .flatMap(
            revision ->
                history.stream()
                    .filter(entry -> ResidencyRules.revision(entry).equals(revision))
                    .max(Comparator.comparingLong(HistoryEntry::id))
                    .map(HistoryEntry::id));
  }

  private static Optional<PromotionState.Arrived> arrived(Promotion promotion) {
    return switch (promotion.state()) {
      case PromotionState.Arrived arrived -> Optional.of(arrived);
      case PromotionState.RolledBack was -> was.before();
      default -> Optional.empty();
    };
  }

  private static Plan toEntry(
      Bound bound,
      long id,
      List<Promotion> arrived,
      List<HistoryEntry> history,
      boolean isProtected) {
    if (history.stream().noneMatch(entry -> entry.id() == id)) {
      return impossible(
          bound,
          "The Application's history has no entry " + id + ".",
          "It has: "
              + String.join(", ", history.stream().map(e -> String.valueOf(e.id())).toList())
              + ".");
    }
    var target =
        arrived.stream()
            .filter(promotion -> entryOf(promotion, history).filter(e -> e == id).isPresent())
            .findFirst();
    if (isProtected && target.isEmpty()) {
      return impossible(
          bound,
          "History entry " + id + " was never approved, or did not arrive.",
          "Choose one that was: `luffy history " + bound.environment().application() + "`.");
    }
    return new Plan.Possible(
        target.map(Promotion::tag).orElse("history entry " + id),
        target.map(Promotion::id),
        new RollbackMeans.History(id));
  }

  private static Plan impossible(Bound bound, String message, String remedy) {
    return new Plan.Impossible(
        Problem.user(
            "rollback.impossible", message, Where.of("environment " + bound.key()), remedy));
  }
}
