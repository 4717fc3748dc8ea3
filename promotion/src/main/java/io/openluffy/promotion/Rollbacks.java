package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.application.RenderedDiff;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.Release;
import io.openluffy.release.Releases;
import java.util.List;
import java.util.Optional;

/** Takes what people ask for when they want an environment back, and shows it before. */
final class Rollbacks {
  private static final int LOOK_BACK = 200;
  private static final int RELEASES = 1_000;
  private static final int OFFERED = 30;
  private static final int LONGEST_REASON = 2_000;

  private final PromotionLedger ledger;
  private final RollbackLedger rollbacks;
  private final BadMarks marks;
  private final Releases releases;
  private final Applications applications;

  Rollbacks(PromotionLedger ledger, Releases releases, Applications applications) {
    this.ledger = ledger;
    this.rollbacks = new RollbackLedger(ledger);
    this.marks = new BadMarks(ledger);
    this.releases = releases;
    this.applications = applications;
  }

  RollbackAnswer ask(Bound bound, RollbackOrder order, Principal by) {
    var refusal = mayNot(bound, order, by);
    if (refusal.isPresent()) {
      return new RollbackAnswer.Refused(refusal.get());
    }
    return switch (RollbackRules.plan(question(bound), order.target())) {
      case RollbackRules.Plan.Impossible(var problem) -> new RollbackAnswer.Refused(problem);
      case RollbackRules.Plan.Possible possible -> {
        if (possible.over().isPresent() && order.forcedBecause().isEmpty()) {
          yield new RollbackAnswer.Refused(irreversible(bound, possible.over().get()));
        }
        var rollback = rollback(bound, possible, order, by);
        yield new RollbackAnswer.Accepted(
            ledger
                .store()
                .write(by.actor(), transaction -> rollbacks.begin(transaction, rollback)));
      }
    };
  }

  static Optional<Problem> mayNot(Bound bound, Principal by, boolean forced) {
    boolean isProtected = bound.environment().approval().isPresent();
    var role = isProtected || forced ? "approver" : "developer";
    var verb = forced ? "force a rollback" : "roll back";
    return RoleRules.require(by.roles(), role, verb, "environment " + bound.key());
  }

  private static Optional<Problem> mayNot(Bound bound, RollbackOrder order, Principal by) {
    return mayNot(bound, by, order.forcedBecause().isPresent())
        .or(() -> order.forcedBecause().flatMap(reason -> faulty(bound, reason)));
  }

  private static Optional<Problem> faulty(Bound bound, String reason) {
    return reason.isBlank() || reason.length() > LONGEST_REASON
        ? Optional.of(
            Problem.user(
                "rollback.no-reason",
                "A rollback is forced for a reason of at most " + LONGEST_REASON + " characters.",
                Where.of("environment " + bound.key()),
                "Say why it is right to go back all the same."))
        : Optional.empty();
  }

  static Problem irreversible(Bound bound, Irreversible over) {
    return Problem.user(
        "rollback.irreversible",
        over.inWords(),
        Where.of("environment " + bound.key()),
        "Push a fix; or an approver forces the rollback and says why:"
            + " `luffy rollback "
            + bound.environment().name()
            + " --force --reason ...`.");
  }

  private Rollback rollback(
      Bound bound, RollbackRules.Plan.Possible plan, RollbackOrder order, Principal by) {
    var now = ledger.clock().instant();
    var place = bound.key();
    return new Rollback(
        ledger.nextId("r"),
        place.project(),
        place,
        place.toString(),
        bound.environment().application(),
        plan.to(),
        plan.target(),
        plan.leaving(),
        plan.means(),
        order.alsoInGit() && plan.means() instanceof RollbackMeans.History,
        by.actor(),
        List.copyOf(by.roles()),
        Optional.empty(),
        order.forcedBecause().filter(reason -> plan.over().isPresent()),
        now,
        new RollbackState.Requested(now),
        Optional.empty());
  }

  List<Rollback> list(EnvironmentKey environment, int limit) {
    return rollbacks.of(environment, limit);
  }

  RollbackPreview preview(Bound bound, RollbackTarget target) {
    var question = question(bound);
    var present = TargetRules.present(question.promotions());
    var candidates = candidates(question, present);
    return switch (RollbackRules.plan(question, target)) {
      case RollbackRules.Plan.Impossible(var problem) ->
          new RollbackPreview(
              present,
              "",
              Optional.empty(),
              false,
              Optional.of(problem),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              candidates);
      case RollbackRules.Plan.Possible possible -> shown(bound, present, possible, candidates);
    };
  }

  private RollbackPreview shown(
      Bound bound,
      Optional<Promotion> present,
      RollbackRules.Plan.Possible plan,
      List<RollbackPreview.Candidate> candidates) {
    var target = plan.target().flatMap(ledger::find);
    if (!(plan.means() instanceof RollbackMeans.History(var entry, var inGit))) {
      return new RollbackPreview(
          present,
          plan.to(),
          target,
          false,
          Optional.empty(),
          plan.over(),
          Optional.empty(),
          Optional.of(onlyInGit(bound)),
          candidates);
    }
    Optional<RenderedDiff> diff;
    Optional<Problem> noDiff;
    try {
      diff = Optional.of(applications.rollbackDiff(bound.application(), entry));
      noDiff = Optional.empty();
    } catch (ProblemException away) {
      if (away.problem().blame() == Blame.BUG) {
        throw away;
      }
      diff = Optional.empty();
      noDiff = Optional.of(away.problem());
    }
    return new RollbackPreview(
        present, plan.to(), target, true, Optional.empty(), plan.over(), diff, noDiff, candidates);
  }

  private static Problem onlyInGit(Bound bound) {
    return Problem.user(
        "rollback.no-diff",
        "The Application's history has it no more, so its tags are written into git and what comes"
            + " of that is rendered then.",
        Where.of("environment " + bound.key()),
        "");
  }

  private static List<RollbackPreview.Candidate> candidates(
      RollbackQuestion question, Optional<Promotion> present) {
    var lastGood = TargetRules.lastGood(question);
    return TargetRules.releases(question.promotions()).stream()
        .limit(OFFERED)
        .map(
            one ->
                new RollbackPreview.Candidate(
                    one,
                    TargetRules.arrivedAt(one).orElseThrow(),
                    RollbackRules.entryOf(one, question.history()),
                    present.filter(one::equals).isPresent(),
                    lastGood.filter(one::equals).isPresent(),
                    question.bad(one),
                    RollbackRules.refusal(question, one),
                    present.flatMap(now -> RollbackRules.over(question, one, now))))
        .toList();
  }

  RollbackQuestion question(Bound bound) {
    var place = bound.key();
    var promotions = ledger.into(place, LOOK_BACK);
    return new RollbackQuestion(
        bound,
        promotions,
        rollbacks.of(place, LOOK_BACK),
        applications.find(bound.application()).map(ApplicationView::history).orElse(List.of()),
        marks.of(place.project(), promotions),
        irreversible(promotions));
  }

  /** Of the pipeline that the present release came through, whether they have been there or not. */
  private List<Irreversible> irreversible(List<Promotion> promotions) {
    var pipeline =
        TargetRules.present(promotions)
            .flatMap(present -> releases.find(present.release()))
            .map(release -> release.pipeline().name());
    return pipeline.isEmpty()
        ? List.of()
        : releases.list(promotions.getFirst().project(), RELEASES).stream()
            .filter(release -> release.pipeline().name().equals(pipeline.get()))
            .flatMap(release -> irreversible(release).stream())
            .toList();
  }

  static Optional<Irreversible> irreversible(Release release) {
    return release
        .irreversible()
        .map(reason -> new Irreversible(release.id(), release.number(), release.tag(), reason));
  }
}
