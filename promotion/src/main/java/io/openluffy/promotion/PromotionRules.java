package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.OperationView;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Wait;
import io.openluffy.kernel.Where;
import io.openluffy.promotion.PromotionFacts.Preview;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.promotion.PromotionState.Open;
import io.openluffy.promotion.PromotionState.Queued;
import io.openluffy.promotion.PromotionState.Soaking;
import io.openluffy.promotion.PromotionState.Syncing;
import io.openluffy.promotion.PromotionState.Writing;
import io.openluffy.promotion.Residency.Absent;
import io.openluffy.promotion.Residency.Resident;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what happens next to the promotion whose turn it is. */
final class PromotionRules {
  /** How long a release may take to become healthy. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  static final String UNHEALTHY = "promotion.unhealthy";
  static final String NOT_SYNCED = "promotion.not-synced";

  private static final Duration SYNC_AGAIN = Duration.ofSeconds(30);

  private PromotionRules() {}

  static Decision decide(Promotion promotion, PromotionFacts facts, Instant now) {
    if (isHeldBack(promotion, facts)) {
      var open = (Open) promotion.state();
      return stay("RollbackFirst", underWay(facts.rollback().orElseThrow()), open.since());
    }
    return switch ((Open) promotion.state()) {
      case Queued queued -> queued(queued, facts, now);
      case Writing writing ->
          facts.application().isPresent()
              ? new Decision.Write()
              : stay("NoApplication", missing(facts), writing.since());
      case AwaitingApproval awaiting -> VotingRules.decide(promotion, awaiting, facts, now);
      case Syncing syncing -> syncing(promotion, syncing, facts, now);
      case Soaking soaking ->
          SoakRules.whileSoaking(soaking, facts.residency(), PATIENCE, now)
              .<Decision>map(Decision.Happened::of)
              .orElseGet(() -> stay(soaked(soaking)));
    };
  }

  /**
   * Nothing begins during a rollback. What is there already is not synced again, and does not
   * arrive, until the rollback took effect; what is being written then is seen through.
   */
  private static boolean isHeldBack(Promotion promotion, PromotionFacts facts) {
    return facts
        .rollback()
        .filter(
            one ->
                promotion.state() instanceof Queued
                    || (one.state() instanceof RollbackState.Requested
                        && TargetRules.isInEffect(promotion)))
        .isPresent();
  }

  private static Decision queued(Queued queued, PromotionFacts facts, Instant now) {
    var required = facts.environment().requires();
    if (required.isPresent() && facts.tested() != Tested.TESTED && !facts.emergency()) {
      var content = facts.release().contentId().abbreviated();
      return stay(
          facts.tested() == Tested.FAILED ? "TestFailed" : "Untested",
          facts.tested() == Tested.FAILED
              ? "The content " + content + " failed in " + required.get() + "."
              : "The content " + content + " has not arrived in " + required.get() + ".",
          queued.since());
    }
    return Decision.Happened.of(new PromotionEvent.Started(now));
  }

  private static String underWay(Rollback rollback) {
    return "A rollback to "
        + rollback.to()
        + " is under way"
        + rollback.waiting().map(wait -> ": " + wait.message()).orElse(".");
  }

  private static String missing(PromotionFacts facts) {
    return "There is no Application " + facts.environment().application() + " (yet).";
  }

  static Wait soaked(Soaking soaking) {
    return new Wait(
        "HealthyFor",
        "It has to stay healthy"
            + (soaking.restarts() == 0 ? "." : "; interrupted " + soaking.restarts() + " times."),
        soaking.since(),
        Optional.of(soaking.until()),
        Optional.empty());
  }

  private static Decision syncing(
      Promotion promotion, Syncing syncing, PromotionFacts facts, Instant now) {
    return switch (facts.residency()) {
      case Resident resident ->
          Decision.Happened.of(SoakRules.whenResident(syncing, resident, facts.healthyFor(), now));
      case Absent absent -> absent(promotion, syncing, absent, facts, now);
    };
  }

  private static Decision absent(
      Promotion promotion, Syncing syncing, Absent absent, PromotionFacts facts, Instant now) {
    if (isOutdated(syncing, facts)) {
      var newly = ((Preview.Rendered) facts.preview()).shown();
      return Decision.Happened.of(new PromotionEvent.ApprovalVoided(now, newly));
    }
    if (!now.isBefore(syncing.deadline()) && absent.known()) {
      return Decision.Happened.of(new PromotionEvent.Failed(now, late(promotion, absent)));
    }
    var until = absent.known() ? Optional.of(syncing.deadline()) : Optional.<Instant>empty();
    if (facts.preview() instanceof Preview.Broken(var problem)) {
      return stay(
          new Wait("NotRendered", problem.inWords(), syncing.since(), until, Optional.empty()));
    }
    var waiting =
        new Wait(absent.reason(), absent.message(), syncing.since(), until, Optional.empty());
    return step(promotion, syncing, absent, facts, waiting, now);
  }

  /** What was approved has to be applied still, and would no longer be the same. */
  private static boolean isOutdated(Syncing syncing, PromotionFacts facts) {
    return syncing.approved().isPresent()
        && facts.preview() instanceof Preview.Rendered(var shown)
        && !shown.binding().isStill(syncing.approved().get().binding());
  }

  private static Decision step(
      Promotion promotion,
      Syncing syncing,
      Absent absent,
      PromotionFacts facts,
      Wait waiting,
      Instant now) {
    return switch (absent.reason()) {
      case "NotCompared" -> new Decision.Refresh(waiting);
      case "OutOfSync" ->
          needsPush(syncing, facts) ? new Decision.Sync(waiting) : new Decision.Stay(waiting);
      case "Pinned" ->
          syncing.approved().isPresent()
                  || promotion.trigger() == Trigger.PERSON
                  || !facts.pinForGood()
              ? new Decision.Sync(waiting)
              : new Decision.Stay(waiting);
      case "SyncFailed" ->
          needsPush(syncing, facts) && isDueAgain(facts.application(), now)
              ? new Decision.Sync(waiting)
              : new Decision.Stay(waiting);
      default -> new Decision.Stay(waiting);
    };
  }

  private static boolean needsPush(Syncing syncing, PromotionFacts facts) {
    return syncing.approved().isPresent() || !isAutomated(facts);
  }

  private static boolean isAutomated(PromotionFacts facts) {
    return facts.application().map(view -> view.syncPolicy().isAutomated()).orElse(false);
  }

  private static boolean isDueAgain(Optional<ApplicationView> view, Instant now) {
    return view.flatMap(ApplicationView::operation)
        .flatMap(OperationView::finishedAt)
        .map(end -> !now.isBefore(end.plus(SYNC_AGAIN)))
        .orElse(true);
  }

  private static Problem late(Promotion promotion, Absent absent) {
    return Problem.user(
        absent.reason().equals("SyncFailed") ? NOT_SYNCED : UNHEALTHY,
        promotion.tag()
            + " was not healthy in "
            + promotion.environment()
            + " within "
            + PATIENCE.toMinutes()
            + " minutes ("
            + absent.reason()
            + "): "
            + absent.message(),
        Where.of("Application " + promotion.application()),
        "Push a fix, roll back, or promote it again when the cause is gone.");
  }

  static Decision stay(String reason, String message, Instant since) {
    return stay(wait(reason, message, since));
  }

  static Decision stay(Wait waiting) {
    return new Decision.Stay(waiting);
  }

  static Wait wait(String reason, String message, Instant since) {
    return Wait.of(reason, message, since);
  }
}
