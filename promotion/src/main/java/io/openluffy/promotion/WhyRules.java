package io.openluffy.promotion;

import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.promotion.PromotionState.Open;
import io.openluffy.promotion.PromotionState.Queued;
import io.openluffy.promotion.PromotionState.Soaking;
import io.openluffy.promotion.PromotionState.Syncing;
import io.openluffy.promotion.PromotionState.Writing;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers "why is it not there yet?" with everything that has to be true, in order. */
final class WhyRules {
  private WhyRules() {}

  /**
   * @param before the environments that come first, each with its newest promotion of the release
   * @param promotion the newest of the release into the environment
   * @param ahead whose turn it is, if it is another's
   */
  record Question(
      Release release,
      EnvironmentSpec environment,
      List<Station> before,
      Optional<Promotion> promotion,
      Optional<Promotion> ahead,
      Optional<String> testedIn,
      Tested tested) {
    Question {
      before = List.copyOf(before);
    }
  }

  /** An environment on the way. */
  record Station(String environment, Optional<Promotion> promotion) {}

  static List<Condition> of(Question question) {
    var conditions = new ArrayList<Condition>();
    conditions.add(built(question.release()));
    question.before().forEach(station -> conditions.add(passed(station)));
    tested(question).ifPresent(conditions::add);
    var promotion = question.promotion();
    if (promotion.isEmpty()) {
      conditions.add(Condition.unmet("Asked for", "Nobody has asked for it here yet."));
    } else if (promotion.get().state() instanceof Open open) {
      conditions.addAll(underWay(question, promotion.get(), open));
    } else {
      conditions.add(ended(promotion.get()));
    }
    return conditions;
  }

  private static Condition built(Release release) {
    return switch (release.state()) {
      case ReleaseState.Ready ignored ->
          Condition.met("Built", release.images().size() + " images are in the registry.");
      case ReleaseState.Accepted ignored ->
          Condition.unmet("Built", "The build is about to start.");
      case ReleaseState.Building building ->
          since(Condition.unmet("Built", "The images are being built."), building.since());
      case ReleaseState.Failed failed ->
          since(Condition.unmet("Built", failed.problem().inWords()), failed.since());
      case ReleaseState.Superseded superseded ->
          since(
              Condition.unmet("Built", "The newer release " + superseded.by() + " came first."),
              superseded.since());
      case ReleaseState.Skipped skipped ->
          Condition.unmet("Built", "It is not to be built: " + skipped.reason() + ".");
    };
  }

  private static Condition passed(Station station) {
    var title = "In " + station.environment();
    return station
        .promotion()
        .map(
            promotion ->
                promotion.arrived()
                    ? Condition.met(title, promotion.tag() + " arrived there.")
                    : waiting(title, promotion))
        .orElseGet(() -> Condition.unmet(title, "It has not been there yet."));
  }

  private static Condition waiting(String title, Promotion promotion) {
    if (!(promotion.state() instanceof Open)) {
      return new Condition(
          false,
          title,
          ended(promotion).message(),
          Optional.empty(),
          promotion.ended(),
          Optional.empty());
    }
    return promotion
        .waiting()
        .map(
            wait ->
                new Condition(
                    false,
                    title,
                    wait.message(),
                    wait.who(),
                    Optional.of(wait.since()),
                    wait.until()))
        .orElseGet(() -> Condition.unmet(title, "It is on its way there."));
  }

  private static Optional<Condition> tested(Question question) {
    return question
        .testedIn()
        .map(
            where ->
                switch (question.tested()) {
                  case TESTED ->
                      Condition.met("Tested", "The same content arrived in " + where + ".");
                  case FAILED -> untested(question, "The same content failed in " + where + ".");
                  case UNTESTED ->
                      untested(question, "This content has not been in " + where + ": untested.");
                });
  }

  /** Where nothing requires it, it is said all the same, and hinders nobody. */
  private static Condition untested(Question question, String message) {
    return question.environment().requires().isPresent()
        ? Condition.unmet("Tested", message)
        : Condition.met("Tested", message + " Nothing requires it.");
  }

  private static List<Condition> underWay(Question question, Promotion promotion, Open state) {
    var conditions = new ArrayList<Condition>();
    if (state instanceof Queued) {
      conditions.add(turn(question, promotion));
      return conditions;
    }
    conditions.add(
        state instanceof Writing
            ? waiting("Written", promotion)
            : Condition.met("Written", written(promotion)));
    if (!(state instanceof Writing)) {
      question
          .environment()
          .approval()
          .ifPresent(rule -> conditions.add(approved(promotion, rule)));
    }
    if (state instanceof Syncing) {
      conditions.add(waiting("Healthy", promotion));
    } else if (state instanceof Soaking soaking) {
      conditions.add(Condition.met("Healthy", "It is synced and healthy."));
      conditions.add(
          new Condition(
              false,
              "Soaked",
              "It has to stay healthy without interruption.",
              Optional.empty(),
              Optional.of(soaking.since()),
              Optional.of(soaking.until())));
    }
    return conditions;
  }

  private static Condition turn(Question question, Promotion promotion) {
    var ahead = question.ahead().filter(other -> !other.id().equals(promotion.id()));
    return ahead
        .map(
            other ->
                new Condition(
                    false,
                    "Its turn",
                    other.tag() + " is being carried there first.",
                    Optional.empty(),
                    Optional.of(promotion.createdAt()),
                    Optional.empty()))
        .orElseGet(() -> waiting("Its turn", promotion));
  }

  private static String written(Promotion promotion) {
    return promotion
        .valuesCommit()
        .map(commit -> "By the commit " + commit.abbreviated() + ".")
        .orElse("Into the Application's parameters.");
  }

  private static Condition approved(Promotion promotion, ApprovalRule rule) {
    if (promotion.approved().isPresent()) {
      var by = ApprovalRules.yes(promotion, promotion.approved().get().binding());
      return Condition.met("Approved", "By " + String.join(", ", by) + ".");
    }
    int given =
        promotion
            .shown()
            .map(shown -> ApprovalRules.yes(promotion, shown.binding()).size())
            .orElse(0);
    var since = promotion.state() instanceof AwaitingApproval a ? a.since() : promotion.createdAt();
    var hindered =
        promotion.waiting().filter(wait -> !wait.reason().equals("Approval")).map(Wait::message);
    return new Condition(
        false,
        "Approved",
        hindered.orElse(given + " of " + rule.required() + " approvals."),
        Optional.of(ApprovalRules.who(rule)),
        Optional.of(since),
        Optional.empty());
  }

  private static Condition ended(Promotion promotion) {
    return switch (promotion.state()) {
      case PromotionState.Arrived arrived ->
          since(Condition.met("Arrived", promotion.tag() + " arrived."), arrived.at());
      case PromotionState.Failed failed ->
          since(Condition.unmet("Failed", failed.problem().inWords()), failed.at());
      case PromotionState.Rejected rejected ->
          since(
              Condition.unmet("Rejected", "By " + rejected.by() + ": " + rejected.comment()),
              rejected.at());
      case PromotionState.Superseded superseded ->
          since(
              Condition.unmet(
                  "Superseded", "By " + superseded.by() + ": " + superseded.reason() + "."),
              superseded.at());
      case PromotionState.RolledBack rolledBack ->
          since(
              Condition.unmet(
                  "Rolled back", "By " + rolledBack.by() + ", to " + rolledBack.to() + "."),
              rolledBack.at());
      case Open ignored -> throw new IllegalStateException(promotion.id() + " has not ended");
    };
  }

  private static Condition since(Condition condition, java.time.Instant at) {
    return new Condition(
        condition.met(),
        condition.title(),
        condition.message(),
        condition.who(),
        Optional.of(at),
        condition.until());
  }
}
