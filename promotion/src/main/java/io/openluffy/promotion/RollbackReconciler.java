package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.application.SyncAnswer;
import io.openluffy.git.Author;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.Revert;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.RetryRules;
import io.openluffy.kernel.Wait;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.ValuesTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes an environment back, and keeps at it until that is done. */
public final class RollbackReconciler implements Reconciler<PromotionId> {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Applications applications;
  private final Git git;
  private final ValuesWriter writer;

  public RollbackReconciler(
      PromotionLedger ledger,
      EnvironmentBindings bindings,
      Applications applications,
      Git git,
      ApplicationParameters parameters) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.applications = applications;
    this.git = git;
    this.writer = new ValuesWriter(git, parameters);
  }

  @Override
  public Outcome reconcile(PromotionId id) {
    var found = find(id).filter(Rollback::open);
    var bound = found.flatMap(rollback -> bindings.find(rollback.place()));
    if (found.isEmpty()) {
      return Outcome.over();
    }
    if (bound.isEmpty()) {
      return fail(found.get(), gone(found.get()));
    }
    try {
      return step(found.get(), bound.get());
    } catch (ProblemException refused) {
      return refused.problem().blame() == Blame.WORLD
          ? retry(found.get(), refused.problem())
          : fail(found.get(), refused.problem());
    }
  }

  private Outcome retry(Rollback rollback, Problem problem) {
    var waiting = Wait.retrying(problem, rollback.waiting(), now());
    note(rollback, waiting);
    return Outcome.troubled(problem, RetryRules.next(waiting.since(), now()));
  }

  /** Unless it has gone on in the very round that failed. */
  private void note(Rollback rollback, Wait waiting) {
    if (rollback.waiting().equals(Optional.of(waiting))) {
      return;
    }
    ledger
        .store()
        .update(
            Actor.OPENLUFFY,
            transaction -> {
              var now = transaction.find(PromotionTables.ROLLBACK, rollback.id().value());
              if (now.equals(Optional.of(rollback))) {
                RollbackFacts.put(ledger, transaction, rollback.waitingFor(waiting));
              }
            });
  }

  private Optional<Rollback> find(PromotionId id) {
    return ledger.store().read(t -> t.find(PromotionTables.ROLLBACK, id.value()));
  }

  private Outcome step(Rollback rollback, Bound bound) {
    return switch ((RollbackState.Open) rollback.state()) {
      case RollbackState.Requested requested ->
          rollback.means() instanceof RollbackMeans.History(var entry)
              ? byHistory(rollback, bound, requested, entry)
              : inGit(rollback, bound, requested);
      case RollbackState.Effective effective -> alsoInGit(rollback, bound, effective);
    };
  }

  private Outcome byHistory(
      Rollback rollback, Bound bound, RollbackState.Requested requested, long entry) {
    var name = bound.application();
    if (!isPinnedAt(name, entry)) {
      var roles = new HashSet<>(rollback.roles());
      var answer = applications.rollback(name, entry, rollback.by(), roles, true);
      FaultPoints.at("rollback.asked");
      switch (answer) {
        case SyncAnswer.Started ignored -> {}
        case SyncAnswer.Busy ignored -> {
          return busy(rollback, requested);
        }
        case SyncAnswer.Refused(var problem) -> {
          return fail(rollback, problem);
        }
        case SyncAnswer.NoSuchApplication ignored -> {
          return fail(rollback, gone(rollback));
        }
      }
    }
    var next =
        rollback.alsoInGit() ? requested.effective(now()) : requested.done(now(), Optional.empty());
    takeEffect(rollback, next);
    return rollback.alsoInGit()
        ? Outcome.waiting("Git", "The tags are written into git next.", now())
        : Outcome.over();
  }

  private Outcome busy(Rollback rollback, RollbackState.Requested requested) {
    var waiting = Wait.of("Busy", "Another operation is running.", requested.since());
    note(rollback, waiting);
    return Outcome.waiting(waiting.reason(), waiting.message(), now().plus(SOON));
  }

  private boolean isPinnedAt(ApplicationName name, long entry) {
    return applications
        .find(name)
        .flatMap(ApplicationView::pin)
        .filter(pin -> pin.historyId() == entry)
        .isPresent();
  }

  private Outcome inGit(Rollback rollback, Bound bound, RollbackState.Requested requested) {
    var view =
        applications.find(bound.application()).orElseThrow(() -> gone(rollback).asException());
    var commit = write(rollback, bound, view);
    FaultPoints.at("rollback.written");
    if (view.pin().isPresent()) {
      applications.unpin(view.name(), Actor.OPENLUFFY);
    }
    takeEffect(rollback, requested.done(now(), commit));
    applications.refresh(view.name(), false);
    return Outcome.over();
  }

  private Optional<CommitId> write(Rollback rollback, Bound bound, ApplicationView view) {
    return switch (rollback.means()) {
      case RollbackMeans.Revert revert -> revertOrRewrite(rollback, bound, view, revert);
      case RollbackMeans.Rewrite(var tags) -> rewrite(rollback, bound, view, tags);
      case RollbackMeans.History ignored -> Optional.empty();
    };
  }

  /** Where somebody changed the same lines since, the tags are set instead. */
  private Optional<CommitId> revertOrRewrite(
      Rollback rollback, Bound bound, ApplicationView view, RollbackMeans.Revert revert) {
    try {
      return Optional.of(revert(rollback, bound, view, revert));
    } catch (ProblemException refused) {
      var target = rollback.target().flatMap(ledger::find);
      if (!refused.problem().code().equals("git.conflict") || target.isEmpty()) {
        throw refused;
      }
      return rewrite(rollback, bound, view, ValuesWriter.tags(target.get().images()));
    }
  }

  private CommitId revert(
      Rollback rollback, Bound bound, ApplicationView view, RollbackMeans.Revert revert) {
    var tracked = Tracked.of(view, bound.project().repository(), git);
    return writer
        .find(ValuesWriter.ROLLBACK, rollback.id().value(), tracked)
        .orElseGet(
            () ->
                git.revert(
                    tracked.repository(),
                    new Revert(
                        tracked.branch(),
                        Author.OPENLUFFY,
                        subject(rollback),
                        Map.of(ValuesWriter.ROLLBACK, rollback.id().value()),
                        Optional.empty(),
                        revert.valuesCommit(),
                        file(bound))))
        .id();
  }

  private static List<io.openluffy.git.RepositoryPath> file(Bound bound) {
    return bound.environment().values() instanceof ValuesTarget.ValuesFile file
        ? List.of(file.path())
        : List.of();
  }

  private Optional<CommitId> rewrite(
      Rollback rollback, Bound bound, ApplicationView view, Map<String, String> tags) {
    var order =
        new ValuesWriter.Order(
            ValuesWriter.ROLLBACK, rollback.id().value(), rollback.to(), subject(rollback), tags);
    return writer.write(order, bound, view).valuesCommit();
  }

  private static String subject(Rollback rollback) {
    return "Take " + rollback.place().environment() + " back to " + rollback.to() + " [skip ci]";
  }

  /** The cluster is back already; now git says so as well. The Application stays pinned. */
  private Outcome alsoInGit(Rollback rollback, Bound bound, RollbackState.Effective effective) {
    var view = applications.find(bound.application());
    var target = rollback.target().flatMap(ledger::find);
    if (view.isEmpty() || target.isEmpty()) {
      return fail(rollback, gone(rollback));
    }
    var tags = ValuesWriter.tags(target.get().images());
    var commit = rewrite(rollback, bound, view.get(), tags);
    FaultPoints.at("rollback.written");
    save(rollback.in(effective.done(now(), commit)));
    return Outcome.over();
  }

  /** What the environment is taken back from is rolled back in the same transaction. */
  private void takeEffect(Rollback rollback, RollbackState next) {
    ledger
        .store()
        .update(
            rollback.by(),
            transaction -> {
              left(transaction, rollback).forEach(p -> leave(transaction, p, rollback));
              restore(transaction, rollback);
              RollbackFacts.put(ledger, transaction, rollback.in(next));
            });
    FaultPoints.at("rollback.recorded");
  }

  private void leave(Transaction transaction, Promotion promotion, Rollback rollback) {
    var event = new PromotionEvent.RolledBack(now(), rollback.by().name(), rollback.to());
    ledger.append(transaction, promotion, event);
  }

  private void restore(Transaction transaction, Rollback rollback) {
    rollback
        .target()
        .flatMap(id -> PromotionLedger.find(transaction, id))
        .filter(target -> target.state() instanceof PromotionState.RolledBack)
        .ifPresent(
            target ->
                ledger.append(
                    transaction, target, new PromotionEvent.Restored(now(), rollback.by().name())));
  }

  private static List<Promotion> left(Transaction transaction, Rollback rollback) {
    var place = rollback.place().toString();
    var target = rollback.target().flatMap(id -> PromotionLedger.find(transaction, id));
    return transaction.last(PromotionTables.PROMOTION, "place", place, 200).stream()
        .filter(p -> p.arrived() || RollbackRules.isInEffect(p))
        .filter(p -> !p.createdAt().isAfter(rollback.createdAt()))
        .filter(p -> target.isEmpty() || Promotion.BY_RANK.compare(p, target.get()) > 0)
        .filter(p -> target.isPresent() || RollbackRules.isInEffect(p))
        .toList();
  }

  private Outcome fail(Rollback rollback, Problem problem) {
    var failed =
        switch ((RollbackState.Open) rollback.state()) {
          case RollbackState.Requested requested -> requested.failed(now(), problem);
          case RollbackState.Effective effective -> effective.failed(now(), problem);
        };
    save(rollback.in(failed));
    return Outcome.stalled(problem);
  }

  private void save(Rollback rollback) {
    ledger
        .store()
        .update(Actor.OPENLUFFY, transaction -> RollbackFacts.put(ledger, transaction, rollback));
    FaultPoints.at("rollback.recorded");
  }

  private static Problem gone(Rollback rollback) {
    return Problem.user(
        "rollback.gone",
        "The environment, its Application or the release to go back to is gone.",
        Where.of("environment " + rollback.place()),
        "Look at the project's configuration.");
  }

  private Instant now() {
    return ledger.clock().instant();
  }
}
