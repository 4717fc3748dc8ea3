package io.openluffy.promotion;

import io.openluffy.kernel.Wait;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.promotion.PromotionState.Open;
import io.openluffy.promotion.PromotionState.Queued;
import io.openluffy.promotion.PromotionState.Soaking;
import io.openluffy.promotion.PromotionState.Syncing;
import io.openluffy.promotion.PromotionState.Writing;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import java.time.Instant;
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
   * @param jury who counts the votes, while people vote
   * @param bad the mark on it, or on its content
   */
  record Question(
      Release release,
      EnvironmentSpec environment,
      List<Station> before,
      Optional<Promotion> promotion,
      Optional<Promotion> ahead,
      Optional<String> testedIn,
      Tested tested,
      Optional<Jury> jury,
      Optional<BadMark> bad,
      Instant now) {
    Question {
      before = List.copyOf(before);
    }
  }

  /** An environment on the way. */
  record Station(String environment, Optional<Promotion> promotion) {}

  static List<Condition> of(Question question) {
    var conditions = new ArrayList<Condition>();
    conditions.add(built(question.release(), question.now()));
    question
        .bad()
        .map(mark -> Condition.unmet("Not bad", mark.of(question.release().id()), mark.at()))
        .ifPresent(conditions::add);
    question
        .before()
        .forEach(station -> conditions.add(passed(station, question.release(), question.now())));
    tested(question).ifPresent(conditions::add);
    var promotion = question.promotion();
    if (promotion.isEmpty()) {
      conditions.add(askedFor(question));
    } else if (promotion.get().state() instanceof Open open) {
      conditions.addAll(underWay(question, promotion.get(), open));
    } else {
      conditions.add(ended(promotion.get()));
    }
    return conditions;
  }

  private static Condition built(Release release, Instant now) {
    return switch (release.state()) {
      case ReleaseState.Ready ready ->
          Condition.met(
              "Built", release.images().size() + " images are in the registry.", ready.since());
      case ReleaseState.Accepted ignored -> building(release, now);
      case ReleaseState.Building ignored -> building(release, now);
      case ReleaseState.Failed failed ->
          Condition.unmet("Built", failed.problem().inWords(), failed.since());
      case ReleaseState.Superseded superseded ->
          Condition.unmet(
              "Built", "The newer release " + superseded.by() + " came first.", superseded.since());
      case ReleaseState.Skipped skipped ->
          Condition.unmet(
              "Built", "It is not to be built: " + skipped.reason() + ".", release.pushedAt());
    };
  }

  private static Condition building(Release release, Instant now) {
    return Condition.waits("Built", release.waiting().orElseThrow(), now);
  }

  private static Condition passed(Station station, Release release, Instant now) {
    var title = "In " + station.environment();
    return station
        .promotion()
        .map(promotion -> passed(title, promotion, now))
        .orElseGet(() -> Condition.unmet(title, "It has not been there yet.", release.pushedAt()));
  }

  private static Condition passed(String title, Promotion promotion, Instant now) {
    return switch (promotion.state()) {
      case PromotionState.Arrived arrived ->
          Condition.met(title, promotion.tag() + " arrived there.", arrived.at());
      case Open ignored -> waits(title, promotion, now);
      default ->
          Condition.unmet(title, ended(promotion).message(), promotion.ended().orElseThrow());
    };
  }

  /** Between two rounds nothing is written down that it waits for: it is being worked on. */
  private static Condition waits(String title, Promotion promotion, Instant now) {
    var since = promotion.state() instanceof Open open ? open.since() : promotion.createdAt();
    var wait =
        promotion.waiting().orElseGet(() -> Wait.of("Working", "It is on its way there.", since));
    return Condition.waits(title, wait, now);
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
    var since =
        question.promotion().map(Promotion::createdAt).orElse(question.release().pushedAt());
    if (question.environment().requires().isEmpty()) {
      return Condition.met("Tested", message + " Nothing requires it.");
    }
    return question.promotion().filter(WhyRules::wasLetIn).isPresent()
        ? Condition.met("Tested", message + " It was let in by emergency.")
        : Condition.unmet("Tested", message, since);
  }

  private static boolean wasLetIn(Promotion promotion) {
    return promotion.emergency().isPresent() && !(promotion.state() instanceof Queued);
  }

  private static Condition askedFor(Question question) {
    var release = question.release();
    var before = question.before();
    var message =
        !release.pipeline().environments().contains(question.environment().name())
            ? "Nobody has asked for it here yet; `luffy promote` does."
            : before.isEmpty()
                ? "It goes there by itself once it is built."
                : "It goes on from " + before.getLast().environment() + " once it arrived there.";
    return Condition.unmet("Asked for", message, release.pushedAt());
  }

  private static List<Condition> underWay(Question question, Promotion promotion, Open state) {
    var conditions = new ArrayList<Condition>();
    var now = question.now();
    if (state instanceof Queued) {
      conditions.add(turn(question, promotion));
      return conditions;
    }
    conditions.add(
        state instanceof Writing
            ? waits("Written", promotion, now)
            : Condition.met("Written", written(promotion)));
    if (!(state instanceof Writing)) {
      question
          .environment()
          .approval()
          .ifPresent(rule -> conditions.add(approved(promotion, question.jury(), now)));
    }
    if (state instanceof Syncing) {
      conditions.add(waits("Healthy", promotion, now));
    } else if (state instanceof Soaking soaking) {
      conditions.add(Condition.met("Healthy", "It is synced and healthy.", soaking.since()));
      conditions.add(soaked(promotion, soaking, now));
    }
    return conditions;
  }

  private static Condition soaked(Promotion promotion, Soaking soaking, Instant now) {
    var wait = promotion.waiting().orElseGet(() -> PromotionRules.soaked(soaking));
    return Condition.waits("Soaked", wait, now);
  }

  private static Condition turn(Question question, Promotion promotion) {
    return question
        .ahead()
        .filter(other -> !other.id().equals(promotion.id()))
        .map(other -> behind(other, promotion))
        .map(wait -> Condition.waits("Its turn", wait, question.now()))
        .orElseGet(() -> waits("Its turn", promotion, question.now()));
  }

  /** It waits as long as the one before it does, and for the same person. */
  private static Wait behind(Promotion ahead, Promotion promotion) {
    return new Wait(
        "Turn",
        ahead.tag()
            + " is being carried there first"
            + ahead.waiting().map(wait -> ": " + wait.message()).orElse("."),
        promotion.createdAt(),
        Optional.empty(),
        ahead.waiting().flatMap(Wait::who));
  }

  private static String written(Promotion promotion) {
    return promotion
        .valuesCommit()
        .map(commit -> "By the commit " + commit.abbreviated() + ".")
        .orElse("Into the Application's parameters.");
  }

  private static Condition approved(Promotion promotion, Optional<Jury> jury, Instant now) {
    if (promotion.approved().isPresent()) {
      var by = ApprovalRules.yes(promotion, promotion.approved().get().binding());
      return promotion
          .emergency()
          .filter(one -> one.used().isPresent())
          .map(one -> Condition.met("Approved", one.inWords()))
          .orElseGet(() -> Condition.met("Approved", "By " + String.join(", ", by) + "."));
    }
    if (promotion.state() instanceof AwaitingApproval awaiting
        && awaiting.shown().isPresent()
        && jury.isPresent()) {
      var shown = awaiting.shown().get();
      var counted = VotingRules.waits(promotion, awaiting, jury.get(), shown, now);
      var hindered = promotion.waiting().filter(wait -> !wait.reason().equals(counted.reason()));
      return Condition.waits("Approved", hindered.orElse(counted), now);
    }
    return waits("Approved", promotion, now);
  }

  private static Condition ended(Promotion promotion) {
    return switch (promotion.state()) {
      case PromotionState.Arrived arrived ->
          Condition.met("Arrived", promotion.tag() + " arrived.", arrived.at());
      case PromotionState.Failed failed ->
          Condition.unmet("Failed", failed.problem().inWords(), failed.at());
      case PromotionState.Rejected rejected ->
          Condition.unmet(
              "Rejected", "By " + rejected.by() + ": " + rejected.comment(), rejected.at());
      case PromotionState.Expired expired ->
          Condition.unmet(
              "Expired",
              "The time for votes was over: " + expired.message() + " `luffy promote` asks again.",
              expired.at());
      case PromotionState.Superseded superseded ->
          Condition.unmet(
              "Superseded",
              "By " + superseded.by() + ": " + superseded.reason() + ".",
              superseded.at());
      case PromotionState.RolledBack rolledBack ->
          Condition.unmet(
              "Rolled back",
              "By "
                  + rolledBack.by()
                  + ", to "
                  + rolledBack.to()
                  + ". It comes back only when somebody promotes it again.",
              rolledBack.at());
      case Open ignored -> throw new IllegalStateException(promotion.id() + " has not ended");
    };
  }
}
