package io.openluffy.promotion;

import io.openluffy.kernel.Wait;
import io.openluffy.promotion.PromotionFacts.Preview;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.EmergencyRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides about a promotion that people vote on. */
final class VotingRules {
  private VotingRules() {}

  /** What was granted in time is granted, even if nobody was there to see it before the end. */
  static Decision decide(
      Promotion promotion, AwaitingApproval awaiting, PromotionFacts facts, Instant now) {
    var rule = facts.environment().approval();
    return granted(promotion, awaiting, facts, now)
        .or(() -> expired(promotion, awaiting, facts, now))
        .orElseGet(
            () ->
                switch (facts.preview()) {
                  case Preview.NotAsked ignored ->
                      throw new IllegalStateException("Nobody rendered it");
                  case Preview.Stale ignored ->
                      new Decision.Refresh(
                          until(
                              PromotionRules.wait(
                                  "Rendering",
                                  "What would be applied is being rendered.",
                                  awaiting.since()),
                              ApprovalRules.deadline(awaiting, rule)));
                  case Preview.Broken(var problem) ->
                      PromotionRules.stay(
                          until(
                              PromotionRules.wait(
                                  "NotRendered", problem.inWords(), awaiting.since()),
                              ApprovalRules.deadline(awaiting, rule)));
                  case Preview.Rendered(var shown) ->
                      awaiting.shown().equals(Optional.of(shown))
                          ? PromotionRules.stay(
                              waits(promotion, awaiting, facts.jury().orElseThrow(), shown, now))
                          : Decision.Happened.of(new PromotionEvent.ApprovalAsked(now, shown));
                });
  }

  private static Wait until(Wait wait, Optional<Instant> until) {
    return new Wait(wait.reason(), wait.message(), wait.since(), until, wait.who());
  }

  private static Optional<Decision> granted(
      Promotion promotion, AwaitingApproval awaiting, PromotionFacts facts, Instant now) {
    if (!(facts.preview() instanceof Preview.Rendered(var shown))
        || !awaiting.shown().equals(Optional.of(shown))) {
      return Optional.empty();
    }
    var tally = facts.jury().map(jury -> jury.tally(promotion, shown.binding(), now));
    if (tally.isPresent() && !tally.get().granted()) {
      return Optional.empty();
    }
    var granted = grant(promotion, tally, shown, now);
    return Optional.of(new Decision.Happened(granted));
  }

  /** What is written down when it may go on; of an emergency, that it was one. */
  static List<PromotionEvent> grant(
      Promotion promotion, Optional<Tally> tally, Shown shown, Instant now) {
    var granted = new PromotionEvent.ApprovalGranted(now, shown, now.plus(PromotionRules.PATIENCE));
    return tally
        .filter(one -> !one.enough())
        .<List<PromotionEvent>>map(
            one ->
                List.of(
                    new PromotionEvent.EmergencyUsed(
                        now, promotion.emergency().orElseThrow().reason(), one.hands()),
                    granted))
        .orElseGet(() -> List.of(granted));
  }

  private static Optional<Decision> expired(
      Promotion promotion, AwaitingApproval awaiting, PromotionFacts facts, Instant now) {
    if (!ApprovalRules.isOver(awaiting, facts.environment().approval(), now)) {
      return Optional.empty();
    }
    var had =
        awaiting
            .shown()
            .flatMap(shown -> facts.jury().map(jury -> jury.tally(promotion, shown.binding(), now)))
            .map(Tally::inWords)
            .orElse("Nothing could be shown to vote on.");
    return Optional.of(Decision.Happened.of(new PromotionEvent.Expired(now, had)));
  }

  static Wait waits(
      Promotion promotion, AwaitingApproval awaiting, Jury jury, Shown shown, Instant now) {
    var tally = jury.tally(promotion, shown.binding(), now);
    var emergency = promotion.emergency().filter(one -> one.open(now));
    var ends =
        Stream.concat(
                ApprovalRules.deadline(awaiting, Optional.of(jury.rule())).stream(),
                emergency.map(Emergency::until).stream())
            .min(Comparator.naturalOrder());
    var message =
        tally.inWords()
            + tally.lapsed()
            + emergency.map(one -> unconfirmed(one, tally, jury)).orElse("");
    return new Wait("Approval", message, awaiting.since(), ends, Optional.of(tally.missing()));
  }

  private static String unconfirmed(Emergency emergency, Tally tally, Jury jury) {
    var who = jury.emergency().map(rule -> ApprovalRules.who(rule.from())).orElse("nobody");
    int needed = jury.emergency().map(EmergencyRule::hands).orElse(emergency.needed());
    return " "
        + String.join(", ", emergency.people())
        + " broke the glass ("
        + emergency.reason()
        + "): "
        + tally.hands().size()
        + " of "
        + needed
        + " of "
        + who
        + " saw what would be applied.";
  }

  /** Until when votes are taken, where there is an end. */
  static Optional<Instant> deadline(Promotion promotion, Optional<ApprovalRule> rule) {
    return promotion.state() instanceof AwaitingApproval awaiting
        ? ApprovalRules.deadline(awaiting, rule)
        : Optional.empty();
  }
}
