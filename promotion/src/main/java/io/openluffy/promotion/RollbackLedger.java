package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Wait;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rollbacks in the store. What has changed since it was read is not written over: a newer rollback
 * may have taken its place.
 */
final class RollbackLedger {
  private static final int RECENT = 200;

  private final PromotionLedger ledger;

  RollbackLedger(PromotionLedger ledger) {
    this.ledger = ledger;
  }

  Optional<Rollback> find(PromotionId id) {
    return ledger.store().read(t -> t.find(PromotionTables.ROLLBACK, id.value()));
  }

  List<Rollback> of(EnvironmentKey place, int limit) {
    return ledger.rollbacks(place, limit);
  }

  /**
   * Writes a new one, in place of one that is still under way; one that leads to the same is
   * answered instead.
   */
  Rollback begin(Transaction transaction, Rollback rollback) {
    var open = PromotionLedger.rollingBack(transaction, rollback.place());
    var same =
        open.stream()
            .filter(one -> one.means().equals(rollback.means()))
            .filter(one -> one.alsoInGit() == rollback.alsoInGit())
            .findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    open.forEach(one -> replace(transaction, one, rollback));
    RollbackFacts.put(ledger, transaction, rollback);
    return rollback;
  }

  private void replace(Transaction transaction, Rollback old, Rollback rollback) {
    var problem =
        Problem.user(
            "rollback.replaced",
            rollback.by().name() + " asked for a rollback to " + rollback.to() + " instead.",
            Where.of("environment " + rollback.place()),
            "");
    var ended =
        switch ((RollbackState.Open) old.state()) {
          case RollbackState.Requested requested -> requested.failed(rollback.createdAt(), problem);
          case RollbackState.Effective effective ->
              effective.done(rollback.createdAt(), Optional.empty());
        };
    RollbackFacts.put(ledger, transaction, old.in(ended));
  }

  /** Unless it has gone on in the very round that failed. */
  void note(Rollback rollback, Wait waiting) {
    if (rollback.waiting().equals(Optional.of(waiting))) {
      return;
    }
    ledger
        .store()
        .update(
            Actor.OPENLUFFY,
            transaction -> {
              if (isAsRead(transaction, rollback)) {
                RollbackFacts.put(ledger, transaction, rollback.waitingFor(waiting));
              }
            });
  }

  void end(Rollback rollback, RollbackState end) {
    ledger
        .store()
        .update(
            Actor.OPENLUFFY,
            transaction -> {
              if (isAsRead(transaction, rollback)) {
                RollbackFacts.put(ledger, transaction, rollback.in(end));
              }
            });
  }

  /** What the environment is taken back from is rolled back in the same transaction. */
  void takeEffect(Rollback rollback, RollbackState next, Instant now) {
    ledger
        .store()
        .update(
            rollback.by(),
            transaction -> {
              if (isAsRead(transaction, rollback)) {
                left(transaction, rollback).forEach(p -> leave(transaction, p, rollback, now));
                restore(transaction, rollback, now);
                RollbackFacts.put(ledger, transaction, rollback.in(next));
              }
            });
  }

  /** Also when only what it waits for was noted since, which is of this very round. */
  private static boolean isAsRead(Transaction transaction, Rollback rollback) {
    return transaction
        .find(PromotionTables.ROLLBACK, rollback.id().value())
        .filter(found -> found.state().equals(rollback.state()))
        .isPresent();
  }

  private void leave(Transaction transaction, Promotion promotion, Rollback rollback, Instant now) {
    var event = new PromotionEvent.RolledBack(now, by(rollback), rollback.to());
    ledger.append(transaction, promotion, event);
  }

  private static String by(Rollback rollback) {
    return rollback
        .policy()
        .map(
            trouble ->
                "the policy of " + rollback.place().environment() + " (" + trouble.written() + ")")
        .orElse(rollback.by().name());
  }

  private void restore(Transaction transaction, Rollback rollback, Instant now) {
    rollback
        .target()
        .flatMap(id -> PromotionLedger.find(transaction, id))
        .filter(target -> target.state() instanceof PromotionState.RolledBack)
        .ifPresent(
            target ->
                ledger.append(
                    transaction, target, new PromotionEvent.Restored(now, rollback.by().name())));
  }

  private static List<Promotion> left(Transaction transaction, Rollback rollback) {
    var place = rollback.place().toString();
    var target = rollback.target().flatMap(id -> PromotionLedger.find(transaction, id));
    return transaction.last(PromotionTables.PROMOTION, "place", place, RECENT).stream()
        .filter(p -> !p.createdAt().isAfter(rollback.createdAt()))
        .filter(p -> isThere(p, rollback))
        .filter(p -> target.isEmpty() || Promotion.BY_RANK.compare(p, target.get()) > 0)
        .filter(p -> target.isPresent() || !p.arrived())
        .toList();
  }

  /** What failed there is taken back only if it was the last. */
  private static boolean isThere(Promotion promotion, Rollback rollback) {
    return promotion.arrived()
        || (promotion.open() && TargetRules.isInEffect(promotion))
        || (TargetRules.isInEffect(promotion)
            && rollback.leaving().filter(promotion.id()::equals).isPresent());
  }
}
