package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.GateAnswer;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationRequest;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.promotion.Approval.Vote;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.Releases;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds every door to a protected environment shut but for what was approved.
 *
 * <p>Whoever asks for the sync of what waits for approval thereby votes for it, if they may. What
 * was approved may be applied again by anybody, and drift from it be healed. Everything else is
 * refused with the reason.
 */
public final class EnvironmentGate implements OperationGate {
  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Ballot ballot;

  public EnvironmentGate(PromotionLedger ledger, EnvironmentBindings bindings, Releases releases) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.ballot = new Ballot(ledger, bindings, releases);
  }

  @Override
  public GateAnswer ask(ApplicationName application, OperationRequest request) {
    return bindings.of(application).stream()
        .filter(bound -> bound.environment().approval().isPresent())
        .map(bound -> answer(bound, request))
        .filter(answer -> answer instanceof GateAnswer.Refused)
        .findFirst()
        .orElseGet(GateAnswer::allowed);
  }

  @Override
  public Set<ApplicationName> guarded() {
    return bindings.all().stream()
        .filter(bound -> bound.environment().approval().isPresent())
        .map(Bound::application)
        .collect(Collectors.toUnmodifiableSet());
  }

  private GateAnswer answer(Bound bound, OperationRequest request) {
    return switch (request.kind()) {
      case SELF_HEAL -> GateAnswer.allowed();
      case ROLLBACK -> rollback(bound, request);
      case SYNC, AUTOMATED_SYNC -> sync(bound, request);
    };
  }

  private GateAnswer rollback(Bound bound, OperationRequest request) {
    boolean approved =
        ledger.into(bound.key(), 200).stream()
            .filter(Promotion::onceArrived)
            .flatMap(promotion -> promotion.approved().stream())
            .anyMatch(shown -> isSame(shown, request));
    if (!approved) {
      return refused(
          bound,
          "gate.never-approved",
          "This state was never approved for " + bound.environment().name() + ".",
          "Choose an entry of the history that arrived there.");
    }
    var rule = bound.environment().approval().orElseThrow();
    return ApprovalRules.belongs(rule, request.by().name(), request.roles())
        ? GateAnswer.allowed()
        : refused(
            bound,
            "gate.forbidden",
            request.by().name() + " may not roll back: that takes " + ApprovalRules.who(rule) + ".",
            "Ask somebody who may.");
  }

  private GateAnswer sync(Bound bound, OperationRequest request) {
    if (isApproved(bound.key(), request)) {
      return GateAnswer.allowed();
    }
    var waiting =
        ledger.store().read(transaction -> PromotionLedger.open(transaction, bound.key())).stream()
            .filter(promotion -> promotion.shown().isPresent())
            .max(Promotion.BY_RANK);
    return waiting
        .map(promotion -> vote(bound, promotion, request))
        .orElseGet(
            () ->
                refused(
                    bound,
                    "gate.not-approved",
                    "Nothing that is approved, or waits for approval, has this content for "
                        + bound.environment().name()
                        + ".",
                    "Promote a release to it; `luffy why <release> "
                        + bound.environment().name()
                        + "` says what is missing."));
  }

  /** Whether exactly this was approved and is there, or on its way. */
  private boolean isApproved(EnvironmentKey place, OperationRequest request) {
    var open = ledger.store().read(transaction -> PromotionLedger.open(transaction, place));
    return Stream.concat(open.stream(), ledger.current(place).stream())
        .flatMap(promotion -> promotion.approved().stream())
        .anyMatch(shown -> isSame(shown, request));
  }

  private static boolean isSame(Shown shown, OperationRequest request) {
    return shown.revision().equals(request.revision())
        && shown.binding().diffId().equals(request.diffId());
  }

  private GateAnswer vote(Bound bound, Promotion promotion, OperationRequest request) {
    var shown = promotion.shown().orElseThrow();
    if (!isSame(shown, request)) {
      return refused(
          bound,
          "gate.other-content",
          "This is not what waits for approval: " + promotion.tag() + ".",
          "Refresh the Application, look at the diff, and sync exactly that.");
    }
    var refusal = ballot.mayNotVote(promotion, request.by().name(), request.roles());
    if (refusal.isPresent()) {
      return GateAnswer.refused(refusal.get());
    }
    return ledger
        .store()
        .write(request.by(), transaction -> cast(transaction, bound, promotion.id(), request));
  }

  private GateAnswer cast(
      Transaction transaction, Bound bound, PromotionId id, OperationRequest request) {
    var promotion = PromotionLedger.find(transaction, id).orElseThrow();
    var rule = bound.environment().approval().orElseThrow();
    if (!(promotion.state() instanceof AwaitingApproval awaiting)
        || awaiting.shown().filter(shown -> isSame(shown, request)).isEmpty()) {
      return refused(bound, "gate.too-late", promotion.tag() + " moved on just now.", "Try again.");
    }
    var shown = awaiting.shown().get();
    var after = promotion;
    if (!ApprovalRules.hasVoted(promotion, request.by().name(), shown.binding())) {
      var now = ledger.clock().instant();
      var approval =
          new Approval(id, request.by(), Vote.APPROVE, "by a sync", shown.binding(), now);
      after = ledger.append(transaction, promotion, new PromotionEvent.VoteCast(now, approval));
    }
    return granted(transaction, bound, rule, after, shown);
  }

  private GateAnswer granted(
      Transaction transaction, Bound bound, ApprovalRule rule, Promotion promotion, Shown shown) {
    if (ApprovalRules.granted(promotion, rule, shown.binding())) {
      var now = ledger.clock().instant();
      ledger.append(
          transaction,
          promotion,
          new PromotionEvent.ApprovalGranted(now, shown, now.plus(PromotionRules.PATIENCE)));
      return GateAnswer.allowed();
    }
    int given = ApprovalRules.yes(promotion, shown.binding()).size();
    return refused(
        bound,
        "gate.more-approvals",
        "Your approval is recorded: " + given + " of " + rule.required() + ". Nothing was applied.",
        "It goes on by itself when " + ApprovalRules.who(rule) + " approves, too.");
  }

  private static GateAnswer refused(Bound bound, String code, String message, String remedy) {
    return GateAnswer.refused(
        Problem.user(code, message, Where.of("environment " + bound.key()), remedy));
  }

  /** Why a sync would be refused before anybody asks; empty when the environment is open. */
  public Optional<String> guarding(ApplicationName application) {
    return bindings.of(application).stream()
        .flatMap(bound -> bound.environment().approval().stream())
        .map(rule -> rule.required() + " approvals by " + ApprovalRules.who(rule))
        .findFirst();
  }
}
