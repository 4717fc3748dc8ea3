package io.openluffy.promotion;

import io.openluffy.application.Applications;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.promotion.PolicyRules.Verdict;
import io.openluffy.release.Releases;
import io.openluffy.release.RollbackPolicy;
import io.openluffy.release.RollbackPolicy.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Watches what has come into an environment, and takes it back when the policy there says so. */
public final class PolicyReconciler implements Reconciler<EnvironmentKey> {
  /** Ill health that is over sooner is no reason: pods are restarted, nodes come and go. */
  static final Duration PERSISTS = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Applications applications;
  private final Rollbacks rollbacks;

  /** Since when it has been degraded; after a restart that is found out anew. */
  private final Map<EnvironmentKey, Ill> ill = new ConcurrentHashMap<>();

  private record Ill(PromotionId promotion, Instant since) {}

  public PolicyReconciler(
      PromotionLedger ledger,
      EnvironmentBindings bindings,
      Releases releases,
      Applications applications) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.applications = applications;
    this.rollbacks = new Rollbacks(ledger, releases, applications);
  }

  @Override
  public Outcome reconcile(EnvironmentKey place) {
    var bound = bindings.find(place);
    var policy = bound.flatMap(one -> one.environment().rollback());
    if (policy.isEmpty()) {
      ill.remove(place);
      return Outcome.over();
    }
    return watch(bound.get(), policy.get());
  }

  private Outcome watch(Bound bound, RollbackPolicy policy) {
    var question = rollbacks.question(bound);
    var view = applications.find(bound.application());
    return switch (PolicyRules.decide(policy, question, view, now())) {
      case Verdict.Rest ignored -> {
        ill.remove(bound.key());
        yield Outcome.done();
      }
      case Verdict.Watch(var until) -> {
        ill.remove(bound.key());
        var again = now().plus(LOOK_AGAIN);
        yield Outcome.waiting(
            "Watching",
            "What arrived is watched until " + until + ".",
            until.isBefore(again) ? until : again);
      }
      case Verdict.Troubled(var promotion, var trouble) -> {
        var from = from(bound.key(), promotion, trouble);
        if (now().isBefore(from)) {
          yield Outcome.waiting("Degraded", "It is taken back if that lasts.", from);
        }
        goBack(bound, question, promotion, trouble);
        yield Outcome.done();
      }
    };
  }

  /** When the trouble is one that it is taken back for. */
  private Instant from(EnvironmentKey place, Promotion promotion, Trouble trouble) {
    boolean ended = promotion.state() instanceof PromotionState.Failed;
    if (trouble != Trouble.DEGRADED || ended) {
      return now();
    }
    var known =
        ill.merge(
            place,
            new Ill(promotion.id(), now()),
            (before, newly) -> before.promotion().equals(newly.promotion()) ? before : newly);
    return known.since().plus(PERSISTS);
  }

  private void goBack(
      Bound bound, RollbackQuestion question, Promotion promotion, Trouble trouble) {
    var rollback =
        switch (RollbackRules.plan(question, new RollbackTarget.Previous())) {
          case RollbackRules.Plan.Impossible(var problem) ->
              failed(bound, promotion, trouble, problem);
          case RollbackRules.Plan.Possible possible ->
              possible
                  .over()
                  .map(over -> failed(bound, promotion, trouble, irreversible(bound, over)))
                  .orElseGet(() -> requested(bound, promotion, trouble, possible));
        };
    ledger
        .store()
        .update(
            Actor.OPENLUFFY,
            transaction -> {
              if (isAsRead(transaction, promotion)) {
                RollbackFacts.put(ledger, transaction, rollback);
              }
            });
    ill.remove(bound.key());
    FaultPoints.at("rollback.decided");
  }

  private static Problem irreversible(Bound bound, Irreversible over) {
    return Problem.user(
        "rollback.irreversible",
        "It is not taken back by itself: " + over.inWords(),
        Where.of("environment " + bound.key()),
        "Push a fix, or let an approver force a rollback.");
  }

  /** Somebody may have been faster, with a rollback or another release. */
  private static boolean isAsRead(Transaction transaction, Promotion promotion) {
    return PromotionLedger.rollingBack(transaction, promotion.place()).isEmpty()
        && PromotionLedger.find(transaction, promotion.id())
            .filter(found -> found.state().equals(promotion.state()))
            .isPresent();
  }

  private Rollback requested(
      Bound bound, Promotion promotion, Trouble trouble, RollbackRules.Plan.Possible plan) {
    return rollback(
        bound,
        promotion,
        trouble,
        plan.to(),
        plan.target(),
        plan.means(),
        new RollbackState.Requested(now()));
  }

  /** That it can't be done is kept for people to see, and so that it is not tried for ever. */
  private Rollback failed(Bound bound, Promotion promotion, Trouble trouble, Problem problem) {
    return rollback(
        bound,
        promotion,
        trouble,
        "the last good release",
        Optional.empty(),
        new RollbackMeans.Rewrite(Map.of()),
        new RollbackState.Failed(now(), problem));
  }

  private Rollback rollback(
      Bound bound,
      Promotion promotion,
      Trouble trouble,
      String to,
      Optional<PromotionId> target,
      RollbackMeans means,
      RollbackState state) {
    var place = bound.key();
    return new Rollback(
        ledger.nextId("r"),
        place.project(),
        place,
        state instanceof RollbackState.Open ? place.toString() : "",
        bound.environment().application(),
        to,
        target,
        Optional.of(promotion.id()),
        means,
        means instanceof RollbackMeans.History,
        Actor.OPENLUFFY,
        List.of(),
        Optional.of(trouble),
        Optional.empty(),
        now(),
        state,
        Optional.empty());
  }

  private Instant now() {
    return ledger.clock().instant();
  }
}
