package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.git.Git;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.promotion.PromotionFacts.Preview;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.promotion.PromotionState.Syncing;
import io.openluffy.promotion.Residency.Absent;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.Releases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks up what the rules have to know about a promotion. */
final class FactsReader {
  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Releases releases;
  private final Applications applications;
  private final Git git;
  private final Electorate electorate;

  FactsReader(
      PromotionLedger ledger,
      EnvironmentBindings bindings,
      Releases releases,
      Applications applications,
      Git git,
      Electorate electorate) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.releases = releases;
    this.applications = applications;
    this.git = git;
    this.electorate = electorate;
  }

  /** Why the promotion can't go on at all; empty if it can. */
  Optional<Problem> hindrance(Promotion promotion) {
    var bound = bindings.find(promotion.place());
    if (bound.isEmpty()) {
      return Optional.of(
          Problem.user(
              "promotion.no-environment",
              "The configuration in force knows no environment '" + promotion.environment() + "'.",
              Where.of("project " + promotion.project()),
              "Declare it in .openluffy on the config branch, then promote again."));
    }
    var bad = ledger.bad(promotion.project(), promotion.release(), promotion.contentId());
    if (bad.isPresent()) {
      return bad.map(mark -> BadMarks.problem(mark, promotion.release()));
    }
    if (releases.find(promotion.release()).isEmpty()) {
      return Optional.of(Problem.bug("The release " + promotion.release() + " is gone."));
    }
    var owner = bindings.owner(bound.get().application());
    return owner.filter(name -> !name.equals(promotion.project())).map(this::taken);
  }

  private Problem taken(io.openluffy.release.ProjectName owner) {
    return Problem.user(
        "promotion.application-taken",
        "The Application belongs to the project " + owner + ".",
        Where.of("project " + owner),
        "Name an Application of your own in the environment.");
  }

  /** Everything else; asked only when there is no hindrance. */
  PromotionFacts read(Promotion promotion) {
    var bound = bindings.find(promotion.place()).orElseThrow();
    var release = releases.find(promotion.release()).orElseThrow();
    var view = applications.find(bound.application());
    return new PromotionFacts(
        release,
        bound.environment(),
        ledger.rollingBack(promotion.place()),
        view,
        tested(bound, release),
        healthyFor(bound, release),
        residency(promotion, bound, view),
        preview(promotion, bound, view),
        promotion.state() instanceof AwaitingApproval
            ? electorate.jury(promotion, bound, release)
            : Optional.empty(),
        electorate.emergency(promotion, bound, ledger.clock().instant()),
        isPinForGood(promotion, view));
  }

  /** Once git says what was gone back to, as well, what is newer takes the pin off. */
  private boolean isPinForGood(Promotion promotion, Optional<ApplicationView> view) {
    var pin = view.flatMap(ApplicationView::pin);
    return pin.isPresent()
        && ledger.rollbacks(promotion.place(), 1).stream()
            .noneMatch(
                last ->
                    last.alsoInGit()
                        && last.state() instanceof RollbackState.Done
                        && last.means() instanceof RollbackMeans.History(var entry, var inGit)
                        && entry == pin.get().historyId());
  }

  private Tested tested(Bound bound, Release release) {
    return TestRules.environment(bound.project(), bound.environment(), release)
        .map(
            name ->
                ledger.tested(
                    new EnvironmentKey(bound.project().name(), name), release.contentId()))
        .orElse(Tested.UNTESTED);
  }

  /** The next environment says how long the release has to be well in this one. */
  private static Duration healthyFor(Bound bound, Release release) {
    return TestRules.next(release.pipeline(), bound.environment().name())
        .flatMap(next -> bound.project().configuration().environment(next))
        .map(next -> next.healthyFor())
        .orElse(Duration.ZERO);
  }

  private Residency residency(Promotion promotion, Bound bound, Optional<ApplicationView> view) {
    var carrier = promotion.carrier();
    if (carrier.isEmpty() || promotion.state() instanceof AwaitingApproval) {
      return new Absent("NotWritten", "Its tags are not written yet.", true);
    }
    try {
      return residency(promotion, bound, view, carrier.get());
    } catch (ProblemException lost) {
      if (lost.problem().blame() != Blame.USER) {
        throw lost;
      }
      return new Absent("NotTracked", lost.problem().inWords(), true);
    }
  }

  private Residency residency(
      Promotion promotion, Bound bound, Optional<ApplicationView> view, Carrier carrier) {
    var since = promotion.state() instanceof Syncing s ? s.since() : Instant.MAX;
    return ResidencyRules.of(
        new ResidencyRules.Question(
            view,
            since,
            carrier,
            view.isPresent() && carries(view.get(), bound, carrier, applications, git),
            expected(promotion, bound),
            promotion.approved()));
  }

  /** The images that the environment has a tag for. */
  static List<ReleaseImage> expected(Promotion promotion, Bound bound) {
    var tags = bound.environment().values().tags();
    return promotion.images().stream().filter(image -> tags.containsKey(image.name())).toList();
  }

  /** Whether the Application was compared with a revision that has the values commit. */
  static boolean carries(
      ApplicationView view, Bound bound, Carrier carrier, Applications applications, Git git) {
    if (!(carrier instanceof Carrier.InCommit(var commit, var branch))
        || view.revision().isEmpty()) {
      return false;
    }
    if (view.revision().get().equals(commit)) {
      return true;
    }
    var tracked = Tracked.of(view, bound.project().repository(), git);
    var seen =
        tracked.source() == 0
            ? view.revision()
            : tracked.commit(applications.diff(view.name()).revision());
    return seen.isPresent() && git.isAncestor(tracked.repository(), commit, seen.get());
  }

  private Preview preview(Promotion promotion, Bound bound, Optional<ApplicationView> view) {
    if (view.isEmpty() || !needsPreview(promotion, view.get())) {
      return promotion.state() instanceof AwaitingApproval
          ? new Preview.Broken(missing(bound.application()))
          : new Preview.NotAsked();
    }
    if (promotion.carrier().orElseThrow() instanceof Carrier.InParameters(var wanted)
        && !ResidencyRules.hasParameters(view.get(), wanted)) {
      return new Preview.Broken(changed(bound.application(), wanted));
    }
    try {
      var diff = applications.diff(bound.application());
      return isOf(promotion.carrier().orElseThrow(), diff.revision(), view.get(), bound)
          ? new Preview.Rendered(
              new Shown(
                  new ApprovalBinding(
                      promotion.release(),
                      diff.id(),
                      promotion.digests(),
                      Optional.of(ConfigurationDigest.of(bound.environment()))),
                  diff.revision()))
          : new Preview.Stale();
    } catch (ProblemException broken) {
      if (broken.problem().blame() != Blame.USER) {
        throw broken;
      }
      return new Preview.Broken(broken.problem());
    }
  }

  private static boolean needsPreview(Promotion promotion, ApplicationView view) {
    return promotion.state() instanceof AwaitingApproval
        || (promotion.state() instanceof Syncing syncing
            && syncing
                .approved()
                .filter(shown -> !ResidencyRules.isApplied(view, shown))
                .isPresent());
  }

  private boolean isOf(Carrier carrier, String revision, ApplicationView view, Bound bound) {
    return switch (carrier) {
      case Carrier.InParameters ignored -> true;
      case Carrier.InCommit(var commit, var branch) -> {
        var tracked = Tracked.of(view, bound.project().repository(), git);
        var seen = tracked.commit(revision);
        yield seen.isPresent() && git.isAncestor(tracked.repository(), commit, seen.get());
      }
    };
  }

  private static Problem changed(ApplicationName name, Map<String, String> wanted) {
    return Problem.user(
        "promotion.other-parameters",
        "Somebody changed its parameters since they were written.",
        Where.of("Application " + name).field("spec.source.helm.parameters"),
        "Set them back ("
            + wanted.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(", "))
            + "), or promote the release again.");
  }

  private static Problem missing(ApplicationName name) {
    return Problem.user(
        "promotion.no-application",
        "There is no Application " + name + " (yet).",
        Where.of("Application " + name),
        "Apply its manifest, or name it under 'applications' of .openluffy/project.yaml.");
  }
}
