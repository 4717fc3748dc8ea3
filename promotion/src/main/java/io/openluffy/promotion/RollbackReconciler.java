package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.application.SyncAnswer;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
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
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.promotion.RollbackState.Effective;
import io.openluffy.promotion.RollbackState.Requested;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an environment back, and keeps at it until that is done: the cluster first, where the
 * Application's history has what to go back to, then git.
 */
public final class RollbackReconciler implements Reconciler<PromotionId> {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final String AGAIN = "Again";

  private final PromotionLedger ledger;
  private final RollbackLedger rollbacks;
  private final EnvironmentBindings bindings;
  private final Applications applications;
  private final Git git;
  private final RollbackWriter writer;

  public RollbackReconciler(
      PromotionLedger ledger,
      EnvironmentBindings bindings,
      Applications applications,
      Git git,
      ApplicationParameters parameters) {
    this.ledger = ledger;
    this.rollbacks = new RollbackLedger(ledger);
    this.bindings = bindings;
    this.applications = applications;
    this.git = git;
    this.writer = new RollbackWriter(git, parameters);
  }

  @Override
  public Outcome reconcile(PromotionId id) {
    var found = rollbacks.find(id).filter(Rollback::open);
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
    rollbacks.note(rollback, waiting);
    return Outcome.troubled(problem, RetryRules.next(waiting.since(), now()));
  }

  private Outcome wait(Rollback rollback, String reason, String message, Instant since) {
    if (again(rollback).isEmpty()) {
      rollbacks.note(rollback, Wait.of(reason, message, since));
    }
    return Outcome.waiting(reason, message, now().plus(SOON));
  }

  private Outcome step(Rollback rollback, Bound bound) {
    var view = applications.find(bound.application());
    if (view.isEmpty()) {
      return fail(rollback, gone(rollback));
    }
    return switch ((RollbackState.Open) rollback.state()) {
      case Requested requested ->
          rollback.means() instanceof RollbackMeans.History(var entry, var inGit)
              ? byHistory(rollback, view.get(), requested, entry)
              : inGitAlone(rollback, bound, view.get(), requested);
      case Effective effective -> inGitAsWell(rollback, bound, view.get(), effective);
    };
  }

  private Outcome byHistory(
      Rollback rollback, ApplicationView view, Requested requested, long entry) {
    var again = again(rollback);
    if (again.filter(at -> now().isBefore(at)).isPresent()) {
      return Outcome.waiting(AGAIN, "It is tried once more.", again.get());
    }
    var since = again.orElse(requested.since());
    return switch (ReturnRules.inCluster(view, entry, since, again.isPresent())) {
      case ReturnRules.Step.Ask ignored -> ask(rollback, view, requested, entry);
      case ReturnRules.Step.Stop ignored -> {
        applications.terminate(view.name(), rollback.by());
        yield wait(rollback, "Busy", "What is being synced is stopped first.", requested.since());
      }
      case ReturnRules.Step.Wait(var message) ->
          wait(rollback, "Syncing", message, requested.since());
      case ReturnRules.Step.Broken(var problem) ->
          again.isPresent() ? fail(rollback, problem) : onceMore(rollback, problem);
      case ReturnRules.Step.There ignored -> there(rollback, requested);
    };
  }

  /** When it is asked for the second time, if the first has failed. */
  private static Optional<Instant> again(Rollback rollback) {
    return rollback
        .waiting()
        .filter(wait -> wait.reason().equals(AGAIN))
        .map(wait -> wait.since().plus(PAUSE));
  }

  /** A way back is worth a second try: the first may have died with a server. */
  private Outcome onceMore(Rollback rollback, Problem problem) {
    var message = "It is tried once more. " + problem.message();
    rollbacks.note(rollback, Wait.of(AGAIN, message, now()));
    return Outcome.waiting(AGAIN, message, now().plus(PAUSE));
  }

  private Outcome there(Rollback rollback, Requested requested) {
    if (rollback.alsoInGit()) {
      takeEffect(rollback, requested.effective(now()));
      return Outcome.waiting("Git", "Git is written next.", now());
    }
    takeEffect(rollback, requested.done(now(), Optional.empty()));
    return Outcome.over();
  }

  private Outcome ask(Rollback rollback, ApplicationView view, Requested requested, long entry) {
    var roles = new HashSet<>(rollback.roles());
    var answer = applications.rollback(view.name(), entry, rollback.by(), roles, true);
    FaultPoints.at("rollback.asked");
    return switch (answer) {
      case SyncAnswer.Started ignored ->
          wait(rollback, "Syncing", "It is going back.", requested.since());
      case SyncAnswer.Busy ignored ->
          wait(rollback, "Busy", "Another operation is running.", requested.since());
      case SyncAnswer.Refused(var problem) ->
          problem.code().equals(SyncAnswer.WAITING)
              ? wait(rollback, "Syncing", problem.message(), requested.since())
              : fail(rollback, problem);
      case SyncAnswer.NoSuchApplication ignored -> fail(rollback, gone(rollback));
    };
  }

  /** Where the history has nothing to go back to, the Application follows what git says. */
  private Outcome inGitAlone(
      Rollback rollback, Bound bound, ApplicationView view, Requested requested) {
    if (isBeingWritten(rollback)) {
      return wait(rollback, "Busy", "Other tags are being written.", requested.since());
    }
    var carrier = write(rollback, rollback.means(), bound, view);
    if (view.pin().isPresent()) {
      if (!carries(view, bound, carrier)) {
        return look(rollback, view, requested.since());
      }
      applications.unpin(view.name(), Actor.OPENLUFFY);
    }
    takeEffect(rollback, requested.done(now(), carrier.valuesCommit()));
    applications.refresh(view.name(), false);
    return Outcome.over();
  }

  /** The cluster is back already; now git says so as well, and then nothing has to be pinned. */
  private Outcome inGitAsWell(
      Rollback rollback, Bound bound, ApplicationView view, Effective effective) {
    if (!(rollback.means() instanceof RollbackMeans.History(var entry, var inGit))) {
      throw new IllegalStateException("Not by history: " + rollback.id());
    }
    if (!writer.hasWritten(rollback, bound, view)) {
      if (isBeingWritten(rollback)) {
        return wait(rollback, "Busy", "Other tags are being written.", effective.since());
      }
      if (isWrittenOver(rollback)) {
        return done(rollback, effective, Optional.empty());
      }
    }
    var means = inGit.or(() -> former(rollback).map(RollbackMeans.Rewrite::new));
    if (means.isEmpty()) {
      return fail(rollback, gone(rollback));
    }
    var carrier = write(rollback, means.get(), bound, view);
    if (bound.environment().approval().isPresent() || !ReturnRules.isPinnedAt(view, entry)) {
      return done(rollback, effective, carrier.valuesCommit());
    }
    return switch (ReturnRules.afterGit(
        view, carries(view, bound, carrier), effective.since(), now())) {
      case LOOK -> look(rollback, view, effective.since());
      case KEEP -> done(rollback, effective, carrier.valuesCommit());
      case TAKE_OFF -> {
        applications.unpin(view.name(), Actor.OPENLUFFY);
        FaultPoints.at("rollback.unpinned");
        yield done(rollback, effective, carrier.valuesCommit());
      }
    };
  }

  private Outcome look(Rollback rollback, ApplicationView view, Instant since) {
    applications.refresh(view.name(), false);
    return wait(
        rollback, "NotCompared", "The Application has not looked at the commit yet.", since);
  }

  private Carrier write(Rollback rollback, RollbackMeans means, Bound bound, ApplicationView view) {
    var carrier = writer.write(rollback, means, former(rollback), bound, view);
    FaultPoints.at("rollback.written");
    return carrier;
  }

  private Optional<Map<String, String>> former(Rollback rollback) {
    return rollback
        .target()
        .flatMap(ledger::find)
        .map(target -> ValuesWriter.tags(target.images()));
  }

  private boolean carries(ApplicationView view, Bound bound, Carrier carrier) {
    return switch (carrier) {
      case Carrier.InCommit commit -> FactsReader.carries(view, bound, commit, applications, git);
      case Carrier.InParameters(var parameters) -> ResidencyRules.hasParameters(view, parameters);
    };
  }

  /** What had begun before this was asked for is seen through first; nothing begins meanwhile. */
  private boolean isBeingWritten(Rollback rollback) {
    return ledger.openIn(rollback.place()).stream()
        .anyMatch(one -> one.state() instanceof PromotionState.Writing);
  }

  /** Whether git says something newer than what was taken back, which is not to be undone. */
  private boolean isWrittenOver(Rollback rollback) {
    var leaving = rollback.leaving().flatMap(ledger::find);
    return ledger.openIn(rollback.place()).stream()
        .filter(one -> one.carrier().isPresent())
        .anyMatch(one -> leaving.filter(now -> Promotion.BY_RANK.compare(one, now) < 0).isEmpty());
  }

  private Outcome done(Rollback rollback, Effective effective, Optional<CommitId> commit) {
    rollbacks.end(rollback, effective.done(now(), commit));
    FaultPoints.at("rollback.recorded");
    return Outcome.over();
  }

  private void takeEffect(Rollback rollback, RollbackState next) {
    rollbacks.takeEffect(rollback, next, now());
    FaultPoints.at("rollback.recorded");
  }

  private Outcome fail(Rollback rollback, Problem problem) {
    var failed =
        switch ((RollbackState.Open) rollback.state()) {
          case Requested requested -> requested.failed(now(), problem);
          case Effective effective -> effective.failed(now(), problem);
        };
    rollbacks.end(rollback, failed);
    FaultPoints.at("rollback.recorded");
    return Outcome.stalled(problem);
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
