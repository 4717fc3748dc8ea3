package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.GateAnswer;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationRequest;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.promotion.Approval.Vote;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.release.ApprovalRule.Excluded;
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
  private final Electorate electorate;

  public EnvironmentGate(
      PromotionLedger ledger, EnvironmentBindings bindings, Electorate electorate) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.electorate = electorate;
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
    if (isByPolicy(bound, request)) {
      return GateAnswer.allowed();
    }
    var rule = bound.environment().approval().orElseThrow();
    return electorate.asking(request.by(), request.roles()).isOneOf(rule.voters())
        ? GateAnswer.allowed()
        : refused(
            bound,
            "gate.forbidden",
            request.by().name() + " may not roll back: that takes " + ApprovalRules.who(rule) + ".",
            "Ask somebody who may.");
  }

  /** The environment's own policy takes it back, to what was approved before. */
  private boolean isByPolicy(Bound bound, OperationRequest request) {
    return request.by().equals(Actor.OPENLUFFY)
        && ledger.rollingBack(bound.key()).filter(Rollback::isAutomatic).isPresent();
  }

  private GateAnswer sync(Bound bound, OperationRequest request) {
    var approved = approved(bound.key(), request);
    if (approved.isPresent()) {
      return again(bound, approved.get(), request);
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

  /** By which exactly this was approved that is there, or on its way. */
  private Optional<Promotion> approved(EnvironmentKey place, OperationRequest request) {
    var open = ledger.store().read(transaction -> PromotionLedger.open(transaction, place));
    return Stream.concat(open.stream().filter(this::isNotBad), ledger.current(place).stream())
        .filter(one -> one.approved().filter(shown -> isSame(shown, request)).isPresent())
        .findFirst();
  }

  /** What is approved may be applied by anybody, but where who deploys must not have voted. */
  private static GateAnswer again(Bound bound, Promotion promotion, OperationRequest request) {
    var name = request.by().name();
    boolean voted =
        ApprovalRules.yes(promotion, promotion.approved().orElseThrow().binding()).contains(name);
    return voted && excludesDeployer(bound)
        ? refused(
            bound,
            "gate.deployer-excluded",
            name + " approved " + promotion.tag() + ", so somebody else has to sync it.",
            "Ask somebody who did not vote; OpenLuffy syncs it by itself, too.")
        : GateAnswer.allowed();
  }

  private static boolean excludesDeployer(Bound bound) {
    return bound
        .environment()
        .approval()
        .filter(rule -> rule.excluding().contains(Excluded.DEPLOYER))
        .isPresent();
  }

  /** What was marked as bad since it was approved is not applied; what runs may be repaired. */
  private boolean isNotBad(Promotion promotion) {
    return ledger.bad(promotion.project(), promotion.release(), promotion.contentId()).isEmpty();
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
    var asking = electorate.asking(request.by(), request.roles());
    var refusal = electorate.mayNotVote(promotion, asking);
    if (refusal.isPresent()) {
      return GateAnswer.refused(refusal.get());
    }
    if (excludesDeployer(bound)) {
      return refused(
          bound,
          "gate.deployer-excluded",
          "Who syncs " + bound.environment().name() + " by hand does not vote by that.",
          "Approve it (`luffy approve`); OpenLuffy syncs it when enough people did.");
    }
    var jury = electorate.jury(promotion).orElseThrow().with(asking);
    return ledger
        .store()
        .write(
            request.by(), transaction -> cast(transaction, bound, promotion.id(), request, jury));
  }

  private GateAnswer cast(
      Transaction transaction, Bound bound, PromotionId id, OperationRequest request, Jury jury) {
    var promotion = PromotionLedger.find(transaction, id).orElseThrow();
    if (!(promotion.state() instanceof AwaitingApproval awaiting)
        || awaiting.shown().filter(shown -> isSame(shown, request)).isEmpty()
        || ApprovalRules.isOver(awaiting, Optional.of(jury.rule()), ledger.clock().instant())) {
      return refused(bound, "gate.too-late", promotion.tag() + " moved on just now.", "Try again.");
    }
    var shown = awaiting.shown().get();
    var after = promotion;
    if (!ApprovalRules.hasVoted(promotion, request.by().name(), Vote.APPROVE, shown.binding())) {
      var now = ledger.clock().instant();
      var approval =
          new Approval(id, request.by(), Vote.APPROVE, "by a sync", shown.binding(), now);
      after = ledger.append(transaction, promotion, new PromotionEvent.VoteCast(now, approval));
    }
    return granted(transaction, bound, jury, after, shown);
  }

  private GateAnswer granted(
      Transaction transaction, Bound bound, Jury jury, Promotion promotion, Shown shown) {
    var now = ledger.clock().instant();
    var tally = jury.tally(promotion, shown.binding(), now);
    if (tally.granted()) {
      var after = promotion;
      for (var event : VotingRules.grant(promotion, Optional.of(tally), shown, now)) {
        after = ledger.append(transaction, after, event);
      }
      return GateAnswer.allowed();
    }
    return refused(
        bound,
        "gate.more-approvals",
        "Your approval is recorded: " + tally.inWords() + " Nothing was applied.",
        "It goes on by itself when " + tally.missing() + " approves, too.");
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
