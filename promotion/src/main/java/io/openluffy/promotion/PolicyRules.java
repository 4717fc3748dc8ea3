package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import io.openluffy.application.OperationView;
import io.openluffy.release.RollbackPolicy;
import io.openluffy.release.RollbackPolicy.Trouble;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether an environment is to be taken back by itself.
 *
 * <p>It can't go on in a circle: each release is taken back once at most, what a rollback has led
 * to never is, and a rollback by policy only ever leads to an older release.
 */
final class PolicyRules {
  private PolicyRules() {}

  /** What is to be done. */
  sealed interface Verdict {
    /** Nothing, until something changes. */
    record Rest() implements Verdict {}

    /** All is well; the release is watched for some more time. */
    record Watch(Instant until) implements Verdict {}

    /**
     * @param promotion what has the trouble
     */
    record Troubled(Promotion promotion, Trouble trouble) implements Verdict {}
  }

  /**
   * @param view empty while the Application can't be seen
   */
  static Verdict decide(
      RollbackPolicy policy,
      RollbackQuestion question,
      Optional<ApplicationView> view,
      Instant now) {
    var present = TargetRules.present(question.promotions());
    if (present.isEmpty() || isSettledOtherwise(question, present.get())) {
      return new Verdict.Rest();
    }
    var end = watchedUntil(present.get(), policy);
    if (end.filter(at -> !now.isBefore(at)).isPresent()) {
      return new Verdict.Rest();
    }
    return trouble(present.get(), view)
        .filter(policy.on()::contains)
        .<Verdict>map(found -> new Verdict.Troubled(present.get(), found))
        .orElseGet(() -> end.<Verdict>map(Verdict.Watch::new).orElseGet(Verdict.Rest::new));
  }

  /** Whether it is none of the policy's business, whatever is wrong. */
  static boolean isSettledOtherwise(RollbackQuestion question, Promotion present) {
    return question.rollbacks().stream().anyMatch(Rollback::open)
        || question.rollbacks().stream().anyMatch(one -> hasLedTo(one, present))
        || question.rollbacks().stream().anyMatch(one -> wasOf(one, present, question))
        || question.promotions().stream().anyMatch(one -> isComing(one, present));
  }

  /** What came by a rollback is not rolled back. */
  private static boolean hasLedTo(Rollback rollback, Promotion present) {
    return !(rollback.state() instanceof RollbackState.Failed)
        && rollback.target().filter(present.id()::equals).isPresent();
  }

  /** Once per release, however often it is promoted again. */
  private static boolean wasOf(Rollback rollback, Promotion present, RollbackQuestion question) {
    return rollback.isAutomatic()
        && question.promotions().stream()
            .filter(one -> one.release().equals(present.release()))
            .anyMatch(one -> rollback.leaving().filter(one.id()::equals).isPresent());
  }

  /** Something newer is being written at this moment: it is what mends it, or fails itself. */
  private static boolean isComing(Promotion one, Promotion present) {
    return one.state() instanceof PromotionState.Writing
        && Promotion.BY_RANK.compare(one, present) > 0;
  }

  /** Empty while it is on its way. */
  private static Optional<Instant> watchedUntil(Promotion present, RollbackPolicy policy) {
    return present.ended().map(at -> at.plus(policy.within()));
  }

  private static Optional<Trouble> trouble(Promotion present, Optional<ApplicationView> view) {
    return switch (present.state()) {
      case PromotionState.Open ignored ->
          present.waiting().flatMap(wait -> ofReason(wait.reason()));
      case PromotionState.Failed failed ->
          switch (failed.problem().code()) {
            case PromotionRules.UNHEALTHY -> Optional.of(Trouble.DEGRADED);
            case PromotionRules.NOT_SYNCED -> Optional.of(Trouble.SYNC_FAILED);
            default -> Optional.empty();
          };
      case PromotionState.Arrived ignored ->
          view.filter(PolicyRules::isDegraded).map(one -> Trouble.DEGRADED);
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> ofReason(String reason) {
    return reason.equals("SyncFailed")
        ? Optional.of(Trouble.SYNC_FAILED)
        : reason.equals(Health.DEGRADED.text()) ? Optional.of(Trouble.DEGRADED) : Optional.empty();
  }

  private static boolean isDegraded(ApplicationView view) {
    return view.health() == Health.DEGRADED
        && view.pin().isEmpty()
        && view.operation().filter(OperationView::running).isEmpty();
  }
}
