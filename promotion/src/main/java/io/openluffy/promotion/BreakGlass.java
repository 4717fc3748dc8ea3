package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.release.EmergencyRule;
import java.time.Instant;
import java.util.Optional;

/** Takes the hands of those who let a promotion in past its gates. */
final class BreakGlass {
  private static final int LONGEST_REASON = 1000;

  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;

  BreakGlass(PromotionLedger ledger, EnvironmentBindings bindings) {
    this.ledger = ledger;
    this.bindings = bindings;
  }

  /**
   * @param shown what the person saw; empty when there was nothing to see yet
   * @param reason may be left out by whoever confirms
   */
  EmergencyAnswer by(PromotionId id, Principal by, Optional<ApprovalBinding> shown, String reason) {
    var found = ledger.find(id);
    if (found.isEmpty()) {
      return new EmergencyAnswer.Refused(Ballot.unknown(id));
    }
    var rule = bindings.find(found.get().place()).flatMap(bound -> bound.environment().emergency());
    if (rule.isEmpty()) {
      return new EmergencyAnswer.Refused(noGlass(found.get()));
    }
    var refusal = mayNot(found.get(), rule.get(), by);
    return refusal.isPresent()
        ? new EmergencyAnswer.Refused(refusal.get())
        : ledger
            .store()
            .write(
                by.actor(),
                transaction ->
                    raise(transaction, new Call(id, by.actor(), shown, reason, rule.get())));
  }

  /** Why the person has nothing to break or confirm now; empty if they have. */
  Optional<Problem> mayNot(Promotion promotion, Principal by) {
    return bindings
        .find(promotion.place())
        .flatMap(bound -> bound.environment().emergency())
        .map(rule -> mayNot(promotion, rule, by))
        .orElseGet(() -> Optional.of(noGlass(promotion)))
        .or(() -> promotion.open() ? Optional.empty() : Optional.of(ended(promotion)))
        .or(() -> did(promotion, by));
  }

  /** That they did already, for what would be applied now. */
  private Optional<Problem> did(Promotion promotion, Principal by) {
    return promotion
        .emergency()
        .filter(one -> one.open(ledger.clock().instant()))
        .filter(one -> isThere(one, by.name(), promotion.shown().map(Shown::binding)))
        .map(
            one ->
                Problem.user(
                    "emergency.already",
                    by.name() + " broke the glass already.",
                    Where.of("promotion " + promotion.id()),
                    one.needed() > 1 ? "Somebody else has to confirm it." : ""));
  }

  private static Optional<Problem> mayNot(Promotion promotion, EmergencyRule rule, Principal by) {
    return Elector.of(by).isOneOf(rule.from())
        ? Optional.empty()
        : Optional.of(
            Problem.user(
                "emergency.not-allowed",
                by.name()
                    + " may not break the glass of "
                    + promotion.environment()
                    + ": that takes "
                    + ApprovalRules.who(rule.from())
                    + ".",
                Where.of("environment " + promotion.environment()),
                "Ask somebody who may."));
  }

  private record Call(
      PromotionId id,
      Actor by,
      Optional<ApprovalBinding> shown,
      String reason,
      EmergencyRule rule) {}

  private EmergencyAnswer raise(Transaction transaction, Call call) {
    var promotion = PromotionLedger.find(transaction, call.id()).orElseThrow();
    var now = ledger.clock().instant();
    var before = promotion.emergency().filter(one -> one.open(now));
    var refusal = refusal(promotion, call, before);
    if (refusal.isPresent()) {
      return new EmergencyAnswer.Refused(refusal.get());
    }
    if (before.filter(one -> isThere(one, call.by().name(), call.shown())).isPresent()) {
      return new EmergencyAnswer.Recorded(promotion, before.get());
    }
    var after = ledger.append(transaction, promotion, event(call, before, now));
    return new EmergencyAnswer.Recorded(after, after.emergency().orElseThrow());
  }

  private static PromotionEvent event(Call call, Optional<Emergency> before, Instant now) {
    return new PromotionEvent.GlassBroken(
        now,
        before.map(Emergency::reason).orElse(call.reason().strip()),
        before.map(Emergency::until).orElse(now.plus(call.rule().lasts())),
        before.map(Emergency::needed).orElse(call.rule().hands()),
        new Emergency.Hand(call.by(), now, call.shown(), call.reason().strip()));
  }

  private static boolean isThere(
      Emergency emergency, String name, Optional<ApprovalBinding> shown) {
    return emergency.hands().stream()
        .filter(hand -> hand.by().name().equals(name))
        .anyMatch(hand -> shown.isEmpty() || hand.saw().equals(shown));
  }

  private static Optional<Problem> refusal(
      Promotion promotion, Call call, Optional<Emergency> before) {
    var where = Where.of("promotion " + promotion.id());
    if (!promotion.open()) {
      return Optional.of(ended(promotion));
    }
    if (before.isEmpty() && call.reason().isBlank()) {
      return Optional.of(
          Problem.user(
              "emergency.reason-missing",
              "Breaking the glass needs a reason.",
              where.field("reason"),
              "Say what is broken and why it can't wait."));
    }
    if (call.reason().length() > LONGEST_REASON) {
      return Optional.of(
          Problem.user(
              "emergency.reason-too-long",
              "A reason has at most " + LONGEST_REASON + " characters.",
              where.field("reason"),
              "Shorten it."));
    }
    return changed(promotion, call);
  }

  private static Optional<Problem> changed(Promotion promotion, Call call) {
    var current = promotion.shown().or(promotion::approved).map(Shown::binding);
    return call.shown()
        .filter(shown -> !current.equals(Optional.of(shown)))
        .map(
            shown ->
                Problem.user(
                    "approval.binding-changed",
                    "What would be applied is no longer what you were shown.",
                    Where.of("promotion " + promotion.id()),
                    "Look at the diff again, then break the glass."));
  }

  private static Problem ended(Promotion promotion) {
    return Problem.user(
        "emergency.ended",
        promotion.tag() + " is " + promotion.state().word() + " already.",
        Where.of("promotion " + promotion.id()),
        "`luffy promote "
            + promotion.release()
            + " "
            + promotion.environment()
            + " --emergency --reason ...` asks for it anew.");
  }

  private static Problem noGlass(Promotion promotion) {
    return Problem.user(
        "emergency.not-configured",
        "The environment " + promotion.environment() + " has no glass to break.",
        Where.of("environment " + promotion.environment()).field("emergency"),
        "Declare 'emergency: {from: [\"role:admin\"]}' in .openluffy on the config branch.");
  }
}
