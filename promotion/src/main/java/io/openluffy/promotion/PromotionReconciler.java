package io.openluffy.promotion;

import io.openluffy.application.Applications;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.git.Git;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.RetryRules;
import io.openluffy.kernel.Wait;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.release.Release;
import io.openluffy.release.Releases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries releases into one environment, one at a time.
 *
 * <p>The environment is the key, because it is what must not be worked on twice at once. Each round
 * ends what has been overtaken, takes the promotion whose turn it is, and decides, records and acts
 * until there is nothing to do but wait.
 */
public final class PromotionReconciler implements Reconciler<EnvironmentKey> {
  private static final int MOST_STEPS = 20;

  /** How long at most nothing is looked at, should a sign of life have been missed. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private static final Duration LOOK_AGAIN_SOON = Duration.ofSeconds(10);
  private static final Set<String> LIVELY =
      Set.of("Progressing", "Syncing", "OutOfSync", "Missing", "OtherImages", "NotCompared");

  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Applications applications;
  private final FactsReader facts;
  private final ValuesWriter writer;

  public PromotionReconciler(
      PromotionLedger ledger,
      EnvironmentBindings bindings,
      Releases releases,
      Applications applications,
      Git git,
      ApplicationParameters parameters,
      Electorate electorate) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.applications = applications;
    this.facts = new FactsReader(ledger, bindings, releases, applications, git, electorate);
    this.writer = new ValuesWriter(git, parameters);
  }

  @Override
  public Outcome reconcile(EnvironmentKey place) {
    for (int step = 0; step < MOST_STEPS; step++) {
      var open = open(place);
      if (open.isEmpty()) {
        return Outcome.done();
      }
      if (endOvertaken(place, open)) {
        continue;
      }
      var outcome = tryStep(SupersedeRules.turn(open).orElseThrow());
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return Outcome.doneFor(Duration.ofSeconds(1));
  }

  private List<Promotion> open(EnvironmentKey place) {
    return ledger.store().read(transaction -> PromotionLedger.open(transaction, place));
  }

  private boolean endOvertaken(EnvironmentKey place, List<Promotion> open) {
    var overtaken = SupersedeRules.overtaken(open, ledger.current(place));
    for (var one : overtaken) {
      record(
          one.promotion(), new PromotionEvent.Superseded(now(), one.by().release(), one.reason()));
    }
    return !overtaken.isEmpty();
  }

  /** What the world fails with is what the promotion waits for, for everybody to see. */
  private Optional<Outcome> tryStep(Promotion promotion) {
    try {
      return step(promotion);
    } catch (ProblemException failed) {
      if (failed.problem().blame() != Blame.WORLD) {
        throw failed;
      }
      return Optional.of(retry(promotion, failed.problem()));
    }
  }

  private Outcome retry(Promotion promotion, Problem problem) {
    var waiting = Wait.retrying(problem, promotion.waiting(), now());
    note(promotion, waiting);
    return Outcome.troubled(problem, RetryRules.next(waiting.since(), now()));
  }

  /** One decision carried out; the outcome when it is to wait. */
  private Optional<Outcome> step(Promotion promotion) {
    var hindrance = facts.hindrance(promotion);
    if (hindrance.isPresent()) {
      record(promotion, new PromotionEvent.Failed(now(), hindrance.get()));
      return Optional.empty();
    }
    var known = facts.read(promotion);
    return switch (PromotionRules.decide(promotion, known, now())) {
      case Decision.Happened(var events) -> {
        record(promotion, events, known.release());
        yield Optional.empty();
      }
      case Decision.Write ignored -> {
        write(promotion, known);
        yield Optional.empty();
      }
      case Decision.Refresh(var waiting) -> {
        applications.refresh(known.application().orElseThrow().name(), false);
        yield Optional.of(wait(promotion, waiting));
      }
      case Decision.Sync(var waiting) ->
          Optional.of(wait(promotion, sync(known, promotion, waiting)));
      case Decision.Stay(var waiting) -> Optional.of(wait(promotion, waiting));
    };
  }

  private void write(Promotion promotion, PromotionFacts known) {
    var view = known.application().orElseThrow();
    var bound = bindings.find(promotion.place()).orElseThrow();
    PromotionEvent event;
    try {
      var carrier = writer.write(ValuesWriter.order(promotion), bound, view);
      FaultPoints.at("promotion.values-written");
      var deadline =
          known.environment().approval().isPresent()
              ? Optional.<Instant>empty()
              : Optional.of(now().plus(PromotionRules.PATIENCE));
      event = new PromotionEvent.ValuesWritten(now(), carrier, deadline);
    } catch (ProblemException refused) {
      if (refused.problem().blame() == Blame.WORLD) {
        throw refused;
      }
      event = new PromotionEvent.Failed(now(), refused.problem());
    }
    record(promotion, event);
    applications.refresh(view.name(), false);
  }

  private Wait sync(PromotionFacts known, Promotion promotion, Wait waiting) {
    var view = known.application().orElseThrow();
    if (view.pin().isPresent()) {
      applications.unpin(view.name(), Actor.OPENLUFFY);
    }
    var revision =
        promotion
            .approved()
            .map(Shown::revision)
            .filter(one -> !one.contains(",") && !view.syncPolicy().isAutomated());
    var request =
        new SyncRequest(Actor.OPENLUFFY, Set.of(), revision, true, false, List.of(), List.of());
    var answer = applications.sync(view.name(), request);
    FaultPoints.at("promotion.sync-asked");
    return switch (answer) {
      case SyncAnswer.Started ignored -> waiting;
      case SyncAnswer.Busy ignored -> waiting;
      case SyncAnswer.Refused(var problem) -> refused(waiting, problem);
      case SyncAnswer.NoSuchApplication ignored -> waiting;
    };
  }

  private static Wait refused(Wait waiting, Problem problem) {
    return new Wait(
        "SyncRefused", problem.inWords(), waiting.since(), waiting.until(), waiting.who());
  }

  private Outcome wait(Promotion promotion, Wait waiting) {
    note(promotion, waiting);
    var soon = waiting.reason().equals("SyncFailed") || waiting.reason().equals("SyncRefused");
    var again = now().plus(soon ? LOOK_AGAIN_SOON : LOOK_AGAIN);
    var until = waiting.until().filter(one -> one.isBefore(again)).orElse(again);
    return Outcome.waiting(waiting.reason(), waiting.message(), until);
  }

  private void note(Promotion promotion, Wait waiting) {
    if (promotion.waiting().filter(before -> same(before, waiting)).isEmpty()) {
      record(promotion, new PromotionEvent.WaitChanged(now(), Optional.of(waiting)));
    }
  }

  /** What changes all the time while pods come up is shown live, not written down each time. */
  private static boolean same(Wait before, Wait now) {
    return before.reason().equals(now.reason())
        && before.until().equals(now.until())
        && before.who().equals(now.who())
        && (LIVELY.contains(now.reason()) || before.message().equals(now.message()));
  }

  private void record(Promotion promotion, PromotionEvent event) {
    ledger.record(Actor.OPENLUFFY, promotion, List.of(event));
    FaultPoints.at("promotion.recorded");
  }

  private void record(Promotion promotion, List<PromotionEvent> events, Release release) {
    var next = next(promotion, release);
    ledger.record(
        Actor.OPENLUFFY,
        promotion,
        events,
        (transaction, after) -> {
          if (after.arrived()) {
            next.ifPresent(event -> goOn(transaction, after, event));
          }
        });
    FaultPoints.at("promotion.recorded");
  }

  /** What brings the release into the next environment of its pipeline, with the same digests. */
  private Optional<PromotionEvent.Queued> next(Promotion promotion, Release release) {
    return TestRules.next(release.pipeline(), promotion.environment())
        .map(name -> new EnvironmentKey(promotion.project(), name))
        .map(place -> Arrivals.byPipeline(release, place, bindings, now()));
  }

  private void goOn(Transaction transaction, Promotion arrived, PromotionEvent.Queued event) {
    var place = new EnvironmentKey(event.project(), event.environment());
    var bad = BadMarks.of(transaction, event.project(), arrived.release(), arrived.contentId());
    if (bad.isEmpty() && !isThere(transaction, place, arrived)) {
      ledger.queue(transaction, event);
    }
  }

  /** What was rolled back there waits for a person. */
  private static boolean isThere(Transaction transaction, EnvironmentKey place, Promotion arrived) {
    return PromotionLedger.of(transaction, arrived.release()).stream()
        .filter(other -> other.place().equals(place))
        .anyMatch(
            other ->
                other.open()
                    || other.arrived()
                    || other.state() instanceof PromotionState.RolledBack);
  }

  private Instant now() {
    return ledger.clock().instant();
  }
}
