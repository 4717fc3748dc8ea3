package io.openluffy.server.view;

import io.openluffy.application.ApplicationView;
import io.openluffy.kernel.Wait;
import io.openluffy.promotion.Approval;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ReleaseState;
import io.openluffy.server.view.LaneView.Facts;
import io.openluffy.server.view.LaneView.Node;
import io.openluffy.server.view.LaneView.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The stations of a lane, each from the state of what happens there. */
final class LaneNodes {
  private LaneNodes() {}

  static Node build(Facts facts) {
    var release = facts.release();
    return node(facts, "build", "build", "Build")
        .status(release.map(one -> buildStatus(one.state())).orElse(Status.IDLE))
        .message(release.flatMap(LaneNodes::buildMessage))
        .until(release.flatMap(Release::waiting).flatMap(wait -> wait.until(facts.now())))
        .started(release.map(Release::pushedAt))
        .ended(release.flatMap(one -> since(one.state())))
        .build();
  }

  /**
   * The soak before the environment, its secrets, and for a protected one the vote; then itself.
   */
  static List<Node> into(Facts facts, Optional<EnvironmentSpec> before, EnvironmentSpec spec) {
    var nodes = new ArrayList<Node>();
    before
        .filter(one -> !spec.healthyFor().isZero())
        .ifPresent(one -> nodes.add(soak(facts, one, spec)));
    var promotion = Optional.ofNullable(facts.promotions().get(spec.name()));
    if (!spec.secrets().isEmpty()) {
      nodes.add(secrets(facts, spec, promotion));
    }
    if (spec.approval().isPresent()) {
      nodes.add(values(facts, spec, promotion));
      nodes.add(approval(facts, spec, promotion));
    }
    nodes.add(environment(facts, spec, promotion));
    return nodes;
  }

  private static Status buildStatus(ReleaseState state) {
    return switch (state) {
      case ReleaseState.Accepted ignored -> Status.RUNNING;
      case ReleaseState.Building ignored -> Status.RUNNING;
      case ReleaseState.Ready ignored -> Status.DONE;
      case ReleaseState.Failed ignored -> Status.FAILED;
      case ReleaseState.Superseded ignored -> Status.SUPERSEDED;
      case ReleaseState.Skipped ignored -> Status.IDLE;
    };
  }

  private static Optional<String> buildMessage(Release release) {
    return switch (release.state()) {
      case ReleaseState.Accepted ignored -> Optional.of("waits for a builder");
      case ReleaseState.Building building ->
          Optional.of(
              building
                  .hindered()
                  .map(trouble -> "tries again: " + trouble.problem().message())
                  .orElseGet(
                      () ->
                          release.images().size()
                              + " of "
                              + release.pipeline().images().size()
                              + " images"));
      case ReleaseState.Ready ignored -> Optional.of(made(release));
      case ReleaseState.Failed failed -> Optional.of(failed.problem().inWords());
      case ReleaseState.Superseded by -> Optional.of("superseded by " + by.by().value());
      case ReleaseState.Skipped skipped -> Optional.of(skipped.reason());
    };
  }

  private static String made(Release release) {
    var built =
        release.images().stream()
            .filter(image -> image.origin() == ReleaseImage.Origin.BUILT)
            .count();
    var reused = release.images().size() - built;
    return built + " built" + (reused == 0 ? "" : ", " + reused + " reused by digest");
  }

  private static Optional<Instant> since(ReleaseState state) {
    return switch (state) {
      case ReleaseState.Ready ready -> Optional.of(ready.since());
      case ReleaseState.Failed failed -> Optional.of(failed.since());
      case ReleaseState.Superseded superseded -> Optional.of(superseded.since());
      case ReleaseState.Accepted ignored -> Optional.empty();
      case ReleaseState.Building ignored -> Optional.empty();
      case ReleaseState.Skipped ignored -> Optional.empty();
    };
  }

  private static Node soak(Facts facts, EnvironmentSpec from, EnvironmentSpec to) {
    var promotion = Optional.ofNullable(facts.promotions().get(from.name()));
    var seconds = to.healthyFor().toSeconds();
    var draft =
        node(facts, "soak:" + to.name(), "soak", "Healthy for " + seconds + " s")
            .environment(from)
            .promotion(promotion);
    return promotion
        .map(Promotion::state)
        .map(
            state ->
                switch (state) {
                  case PromotionState.Soaking soaking ->
                      draft
                          .status(Status.RUNNING)
                          .started(Optional.of(soaking.since()))
                          .until(Optional.of(soaking.until()))
                          .message(
                              soaking.restarts() == 0
                                  ? Optional.empty()
                                  : Optional.of("restarted " + soaking.restarts() + " times"));
                  case PromotionState.Syncing syncing when syncing.restarts() > 0 ->
                      draft
                          .status(Status.WAITING)
                          .message(promotion.flatMap(LaneNodes::waitingFor));
                  case PromotionState.Arrived arrived ->
                      draft
                          .status(Status.DONE)
                          .started(Optional.of(arrived.at().minus(to.healthyFor())))
                          .ended(Optional.of(arrived.at()));
                  default -> draft;
                })
        .orElse(draft)
        .build();
  }

  private static Node secrets(Facts facts, EnvironmentSpec spec, Optional<Promotion> promotion) {
    var count = spec.secrets().size();
    return node(facts, "secrets:" + spec.name(), "secrets", "Secrets")
        .environment(spec)
        .promotion(promotion)
        .status(promotion.map(LaneNodes::pastWriting).orElse(Status.IDLE))
        .message(Optional.of(count + (count == 1 ? " parameter" : " parameters") + " at render"))
        .build();
  }

  private static Node values(Facts facts, EnvironmentSpec spec, Optional<Promotion> promotion) {
    var status =
        promotion
            .map(
                one ->
                    one.state() instanceof PromotionState.Writing
                        ? Status.RUNNING
                        : pastWriting(one))
            .orElse(Status.IDLE);
    return node(facts, "values:" + spec.name(), "values", "Values commit")
        .environment(spec)
        .promotion(promotion)
        .status(status)
        .message(
            status == Status.RUNNING ? promotion.flatMap(LaneNodes::waitingFor) : Optional.empty())
        .build();
  }

  private static Optional<Instant> until(
      Facts facts, Optional<Promotion> promotion, boolean waits) {
    return promotion
        .filter(one -> waits)
        .flatMap(Promotion::waiting)
        .flatMap(wait -> wait.until(facts.now()));
  }

  /** The soak and the vote are stations of their own. */
  private static boolean onItsWay(Promotion promotion) {
    return switch (environmentStatus(promotion)) {
      case WAITING, RUNNING -> true;
      case IDLE, DONE, FAILED, SUPERSEDED -> false;
    };
  }

  private static Optional<String> waitingFor(Promotion promotion) {
    return promotion.waiting().map(Wait::message);
  }

  private static Status pastWriting(Promotion promotion) {
    return promotion.carrier().isPresent() ? Status.DONE : Status.IDLE;
  }

  private static Node approval(Facts facts, EnvironmentSpec spec, Optional<Promotion> promotion) {
    var status =
        promotion
            .map(
                one ->
                    switch (one.state()) {
                      case PromotionState.AwaitingApproval ignored -> Status.WAITING;
                      case PromotionState.Rejected ignored -> Status.FAILED;
                      case PromotionState.Expired ignored -> Status.FAILED;
                      case PromotionState.Superseded ignored -> Status.SUPERSEDED;
                      default -> one.approved().isPresent() ? Status.DONE : Status.IDLE;
                    })
            .orElse(Status.IDLE);
    var waits = promotion.flatMap(LaneNodes::waitingFor);
    return node(facts, "approval:" + spec.name(), "approval", "Approval")
        .environment(spec)
        .promotion(promotion)
        .status(status)
        .message(status == Status.DONE ? promotion.flatMap(LaneNodes::letIn) : waits)
        .until(until(facts, promotion, status == Status.WAITING))
        .started(promotion.flatMap(LaneNodes::openSince))
        .ended(promotion.flatMap(LaneNodes::approvedAt))
        .build();
  }

  /** Who agreed, or that nobody did and it was let in all the same. */
  private static Optional<String> letIn(Promotion promotion) {
    return promotion
        .emergency()
        .filter(one -> one.used().isPresent())
        .map(one -> one.inWords())
        .or(() -> voters(promotion.approvals()));
  }

  private static Optional<String> voters(List<Approval> approvals) {
    var names = approvals.stream().map(one -> one.by().name()).distinct().sorted().toList();
    return names.isEmpty() ? Optional.empty() : Optional.of("by " + String.join(", ", names));
  }

  private static Optional<Instant> approvedAt(Promotion promotion) {
    return promotion.approved().isEmpty()
        ? Optional.empty()
        : promotion.approvals().stream().map(Approval::at).max(Comparator.naturalOrder());
  }

  private static Optional<Instant> openSince(Promotion promotion) {
    return promotion.state() instanceof PromotionState.Open open
        ? Optional.of(open.since())
        : Optional.empty();
  }

  private static Node environment(
      Facts facts, EnvironmentSpec spec, Optional<Promotion> promotion) {
    var application = Optional.ofNullable(facts.applications().get(spec.name()));
    var soak = soakAfter(facts, spec);
    return node(facts, "environment:" + spec.name(), "environment", spec.name())
        .environment(spec)
        .promotion(promotion)
        .health(application)
        .status(promotion.map(LaneNodes::environmentStatus).orElse(Status.IDLE))
        .until(until(facts, promotion, promotion.filter(LaneNodes::onItsWay).isPresent()))
        .message(promotion.flatMap(LaneNodes::environmentMessage))
        .started(promotion.flatMap(one -> approvedAt(one).or(() -> Optional.of(one.createdAt()))))
        .ended(promotion.flatMap(one -> healthySince(one, soak)))
        .build();
  }

  /** The soak is a station of its own: what comes before it is the way into the environment. */
  private static Optional<Instant> healthySince(Promotion promotion, Duration soak) {
    return switch (promotion.state()) {
      case PromotionState.Soaking soaking -> Optional.of(soaking.since());
      case PromotionState.Arrived arrived -> Optional.of(arrived.at().minus(soak));
      default -> promotion.ended();
    };
  }

  /** What the next environment of the pipeline wants this one to be healthy for. */
  private static Duration soakAfter(Facts facts, EnvironmentSpec spec) {
    var path = facts.pipeline().environments();
    var next = path.indexOf(spec.name()) + 1;
    return path.stream()
        .skip(next)
        .findFirst()
        .flatMap(name -> Optional.ofNullable(facts.environments().get(name)))
        .map(EnvironmentSpec::healthyFor)
        .orElse(Duration.ZERO);
  }

  private static Status environmentStatus(Promotion promotion) {
    return switch (promotion.state()) {
      case PromotionState.Queued ignored -> Status.WAITING;
      case PromotionState.Writing ignored -> Status.RUNNING;
      case PromotionState.AwaitingApproval ignored -> Status.IDLE;
      case PromotionState.Syncing ignored -> Status.RUNNING;
      case PromotionState.Soaking ignored -> Status.DONE;
      case PromotionState.Arrived ignored -> Status.DONE;
      case PromotionState.Failed ignored -> Status.FAILED;
      case PromotionState.Rejected ignored -> Status.FAILED;
      case PromotionState.Expired ignored -> Status.FAILED;
      case PromotionState.Superseded ignored -> Status.SUPERSEDED;
      case PromotionState.RolledBack ignored -> Status.SUPERSEDED;
    };
  }

  private static Optional<String> environmentMessage(Promotion promotion) {
    return switch (promotion.state()) {
      case PromotionState.Failed failed -> Optional.of(failed.problem().inWords());
      case PromotionState.Rejected rejected ->
          Optional.of("rejected by " + rejected.by() + ": " + rejected.comment());
      case PromotionState.Expired expired ->
          Optional.of("not approved in time: " + expired.message());
      case PromotionState.Superseded superseded -> Optional.of(superseded.reason());
      case PromotionState.RolledBack back -> Optional.of("rolled back to " + back.to());
      default -> waitingFor(promotion);
    };
  }

  private static LaneNodeDraft node(Facts facts, String id, String kind, String title) {
    return new LaneNodeDraft(id, kind, title)
        .action(Optional.ofNullable(facts.actions().get(id)))
        .release(facts.release());
  }

  /** Health as the API writes it. */
  static String health(ApplicationView application) {
    return application.health().text();
  }
}
