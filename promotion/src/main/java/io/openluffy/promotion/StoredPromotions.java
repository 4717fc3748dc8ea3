package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Wait;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.Releases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Promotions as they are in the store. */
public final class StoredPromotions implements Promotions {
  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Releases releases;
  private final Applications applications;
  private final Electorate electorate;
  private final Ballot ballot;
  private final BreakGlass glass;
  private final Rollbacks rollbacks;
  private final BadMarks marks;

  public StoredPromotions(
      PromotionLedger ledger,
      EnvironmentBindings bindings,
      Releases releases,
      Applications applications,
      Electorate electorate) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.releases = releases;
    this.applications = applications;
    this.electorate = electorate;
    this.ballot = new Ballot(ledger, electorate);
    this.glass = new BreakGlass(ledger, bindings);
    this.rollbacks = new Rollbacks(ledger, releases, applications);
    this.marks = new BadMarks(ledger);
  }

  @Override
  public List<Promotion> list(ProjectName project, int limit) {
    return ledger
        .store()
        .read(t -> t.last(PromotionTables.PROMOTION, "project", project.value(), limit));
  }

  @Override
  public List<Promotion> of(ReleaseId release) {
    return ledger.store().read(transaction -> PromotionLedger.of(transaction, release));
  }

  @Override
  public List<Promotion> into(EnvironmentKey environment, int limit) {
    return ledger.into(environment, limit);
  }

  @Override
  public List<Promotion> open() {
    return ledger.open();
  }

  @Override
  public Optional<Promotion> find(PromotionId id) {
    return ledger.find(id);
  }

  @Override
  public Promotion live(Promotion promotion) {
    return promotion
        .waiting()
        .flatMap(wait -> wait(promotion, wait))
        .map(promotion::waitingFor)
        .orElse(promotion);
  }

  /** What it waits for at this moment, where that may be news; else empty. */
  private Optional<Wait> wait(Promotion promotion, Wait written) {
    return switch (promotion.state()) {
      case PromotionState.Syncing ignored ->
          seen(promotion).flatMap(view -> ResidencyRules.progress(written, view));
      case PromotionState.AwaitingApproval awaiting when isVotedOn(promotion, written) ->
          jury(promotion).map(jury -> votes(promotion, awaiting, jury));
      default -> Optional.empty();
    };
  }

  private static boolean isVotedOn(Promotion promotion, Wait written) {
    return written.reason().equals("Approval")
        && promotion.shown().isPresent()
        && !(promotion.approvals().isEmpty() && promotion.emergency().isEmpty());
  }

  private Wait votes(Promotion promotion, PromotionState.AwaitingApproval awaiting, Jury jury) {
    var shown = awaiting.shown().orElseThrow();
    return VotingRules.waits(promotion, awaiting, jury, shown, ledger.clock().instant());
  }

  /** Empty also while git can't tell who wrote what. */
  private Optional<Jury> jury(Promotion promotion) {
    try {
      return electorate.jury(promotion);
    } catch (ProblemException away) {
      return Optional.empty();
    }
  }

  /** Empty also while the cluster is away, or on a server that does not lead. */
  private Optional<ApplicationView> seen(Promotion promotion) {
    try {
      return bindings
          .find(promotion.place())
          .flatMap(bound -> applications.find(bound.application()));
    } catch (ProblemException away) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Promotion> current(EnvironmentKey environment) {
    return ledger.current(environment);
  }

  @Override
  public VoteAnswer approve(PromotionId id, Principal by, ApprovalBinding shown, String comment) {
    return ballot.vote(id, by, Approval.Vote.APPROVE, shown, comment);
  }

  @Override
  public VoteAnswer reject(PromotionId id, Principal by, ApprovalBinding shown, String comment) {
    return ballot.vote(id, by, Approval.Vote.REJECT, shown, comment);
  }

  @Override
  public Optional<Problem> mayNotVote(PromotionId id, Principal by) {
    return ledger
        .find(id)
        .map(promotion -> electorate.mayNotVote(promotion, Elector.of(by)))
        .orElseGet(() -> Optional.of(Ballot.unknown(id)));
  }

  @Override
  public Voting voting(PromotionId id, Principal by) {
    var promotion = ledger.find(id).orElseThrow(() -> Ballot.unknown(id).asException());
    return new Voting(
        tally(promotion),
        VotingRules.deadline(promotion, electorate.rule(promotion)),
        electorate.mayNotVote(promotion, Elector.of(by)),
        bindings.find(promotion.place()).flatMap(bound -> bound.environment().emergency()),
        glass.mayNot(promotion, by));
  }

  private Optional<Tally> tally(Promotion promotion) {
    return promotion
        .shown()
        .or(promotion::approved)
        .flatMap(
            shown ->
                jury(promotion)
                    .map(jury -> jury.tally(promotion, shown.binding(), ledger.clock().instant())));
  }

  @Override
  public EmergencyAnswer breakGlass(
      PromotionId id, Principal by, Optional<ApprovalBinding> shown, String reason) {
    return glass.by(id, by, shown, reason);
  }

  @Override
  public PromoteAnswer promote(ReleaseId id, String environment, Principal by) {
    var release = releases.find(id);
    if (release.isEmpty()) {
      return new PromoteAnswer.Refused(unknown(id));
    }
    var refusal = mayNotPromote(release.get(), environment, by);
    if (refusal.isPresent()) {
      return new PromoteAnswer.Refused(refusal.get());
    }
    var place = new EnvironmentKey(release.get().project(), environment);
    var event =
        Arrivals.byPerson(release.get(), place, bindings, ledger.clock().instant(), by.name());
    return new PromoteAnswer.Accepted(
        ledger
            .store()
            .write(
                by.actor(),
                transaction ->
                    open(transaction, place, id)
                        .orElseGet(() -> ledger.queue(transaction, event))));
  }

  /** An open promotion of the same release, unless something newer is in its way. */
  private static Optional<Promotion> open(
      Transaction transaction, EnvironmentKey place, ReleaseId release) {
    return PromotionLedger.open(transaction, place).stream()
        .max(Promotion.BY_RANK)
        .filter(newest -> newest.release().equals(release));
  }

  private Optional<Problem> mayNotPromote(Release release, String environment, Principal by) {
    var place = new EnvironmentKey(release.project(), environment);
    if (bindings.find(place).isEmpty()) {
      return Optional.of(unknown(place));
    }
    if (!release.isReady()) {
      return Optional.of(
          Problem.user(
              "promotion.not-ready",
              "The release " + release.id() + " has no images yet.",
              Where.of("release " + release.id()),
              "Wait for its build, or look at its log."));
    }
    return RoleRules.require(by.roles(), "developer", "promote", "release " + release.id())
        .or(() -> marks.of(release).map(mark -> BadMarks.problem(mark, release.id())));
  }

  @Override
  public RollbackAnswer rollback(EnvironmentKey environment, RollbackOrder order, Principal by) {
    return bindings
        .find(environment)
        .map(bound -> rollbacks.ask(bound, order, by))
        .orElseGet(() -> new RollbackAnswer.Refused(unknown(environment)));
  }

  @Override
  public List<Rollback> rollbacks(EnvironmentKey environment, int limit) {
    return rollbacks.list(environment, limit);
  }

  @Override
  public Optional<Problem> mayNotRollBack(
      EnvironmentKey environment, Principal by, boolean forced) {
    return bindings.find(environment).flatMap(bound -> Rollbacks.mayNot(bound, by, forced));
  }

  @Override
  public RollbackPreview rollbackPreview(EnvironmentKey environment, RollbackTarget target) {
    var bound = bindings.find(environment);
    return rollbacks.preview(bound.orElseThrow(() -> unknown(environment).asException()), target);
  }

  @Override
  public Optional<BadMark> bad(Release release) {
    return marks.of(release);
  }

  @Override
  public Optional<Problem> markBad(Release release, Principal by, String reason) {
    return marks.mark(release, by, reason);
  }

  @Override
  public Optional<Problem> unmarkBad(Release release, Principal by) {
    return marks.unmark(release, by);
  }

  @Override
  public List<Condition> why(ReleaseId id, String environment) {
    var release = releases.find(id);
    if (release.isEmpty()) {
      return List.of(Condition.unmet("Known", unknown(id).inWords()));
    }
    var place = new EnvironmentKey(release.get().project(), environment);
    var bound = bindings.find(place);
    if (bound.isEmpty()) {
      return List.of(Condition.unmet("Known", unknown(place).inWords()));
    }
    return WhyRules.of(question(release.get(), bound.get()));
  }

  private WhyRules.Question question(Release release, Bound bound) {
    var promotions = of(release.id());
    var stations = new ArrayList<WhyRules.Station>();
    var path = release.pipeline().environments();
    int index = path.indexOf(bound.environment().name());
    for (var before : index < 0 ? List.<String>of() : path.subList(0, index)) {
      stations.add(new WhyRules.Station(before, newest(promotions, before)));
    }
    var ahead = ledger.store().read(t -> SupersedeRules.turn(PromotionLedger.open(t, bound.key())));
    return new WhyRules.Question(
        release,
        bound.environment(),
        stations,
        newest(promotions, bound.environment().name()),
        ahead,
        TestRules.environment(bound.project(), bound.environment(), release),
        tested(release, bound),
        jury(promotions, bound.environment().name()),
        marks.of(release),
        ledger.clock().instant());
  }

  private Optional<Jury> jury(List<Promotion> promotions, String environment) {
    return newest(promotions, environment)
        .filter(promotion -> promotion.shown().isPresent())
        .flatMap(this::jury);
  }

  private Optional<Promotion> newest(List<Promotion> promotions, String environment) {
    return promotions.stream()
        .filter(promotion -> promotion.environment().equals(environment))
        .max(Comparator.comparing(Promotion::id))
        .map(this::live);
  }

  @Override
  public Tested tested(ReleaseId id, String environment) {
    return releases
        .find(id)
        .flatMap(
            release ->
                bindings
                    .find(new EnvironmentKey(release.project(), environment))
                    .map(bound -> tested(release, bound)))
        .orElse(Tested.UNTESTED);
  }

  private Tested tested(Release release, Bound bound) {
    return TestRules.environment(bound.project(), bound.environment(), release)
        .map(
            name -> ledger.tested(new EnvironmentKey(release.project(), name), release.contentId()))
        .orElse(Tested.UNTESTED);
  }

  private static Problem unknown(ReleaseId id) {
    return Problem.user(
        "promotion.no-release",
        "There is no release '" + id + "'.",
        Where.of("release " + id),
        "`luffy status` shows the releases there are.");
  }

  private static Problem unknown(EnvironmentKey place) {
    return Problem.user(
        "promotion.no-environment",
        "There is no environment '" + place.environment() + "'.",
        Where.of("project " + place.project()),
        "Declare it in .openluffy on the config branch, or correct the name.");
  }
}
