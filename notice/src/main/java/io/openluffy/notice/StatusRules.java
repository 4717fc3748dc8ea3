package io.openluffy.notice;

import io.openluffy.kernel.journal.Fact;
import io.openluffy.notice.CommitStatus.Verdict;
import io.openluffy.promotion.PromotionEvent;
import io.openluffy.promotion.PromotionFactNames;
import java.util.Optional;

/** What a fact of the journal says next to a commit. */
final class StatusRules {
  private StatusRules() {}

  /** One line about one thing. */
  record Word(String context, Verdict verdict, String description) {}

  /**
   * @param pipeline of the release that the fact is about
   */
  static Optional<Word> ofRelease(Fact fact, String pipeline) {
    var context = "openluffy/build/" + pipeline;
    return switch (fact.what()) {
      case "release.accepted", "release.build-started", "release.retried" ->
          Optional.of(new Word(context, Verdict.PENDING, "The images are being built"));
      case "release.ready" ->
          Optional.of(new Word(context, Verdict.SUCCESS, "The images are in the registry"));
      case "release.failed" ->
          Optional.of(new Word(context, Verdict.FAILURE, detail(fact, "problem")));
      case "release.superseded" ->
          Optional.of(new Word(context, Verdict.SUPERSEDED, "Superseded by " + detail(fact, "by")));
      default -> Optional.empty();
    };
  }

  static Optional<Word> ofPromotion(Fact fact) {
    var place = detail(fact, "place");
    var environment = place.substring(place.lastIndexOf('/') + 1);
    return ofEvent("openluffy/" + environment, environment, PromotionFactNames.event(fact));
  }

  private static Optional<Word> ofEvent(String context, String environment, PromotionEvent event) {
    return switch (event) {
      case PromotionEvent.Queued ignored -> pending(context, "On its way to " + environment);
      case PromotionEvent.WaitChanged changed ->
          changed.waiting().flatMap(wait -> pending(context, wait.message()));
      case PromotionEvent.ApprovalAsked ignored ->
          pending(context, "Waits for approval for " + environment);
      case PromotionEvent.ApprovalVoided ignored ->
          pending(context, "What was approved has changed; waits for approval again");
      case PromotionEvent.ApprovalGranted ignored ->
          pending(context, "Approved for " + environment);
      case PromotionEvent.Arrived ignored -> success(context, environment);
      case PromotionEvent.Restored ignored -> success(context, environment);
      case PromotionEvent.Failed failed ->
          Optional.of(new Word(context, Verdict.FAILURE, failed.problem().message()));
      case PromotionEvent.Rejected rejected ->
          Optional.of(
              new Word(
                  context,
                  Verdict.FAILURE,
                  "Rejected by " + rejected.by() + ": " + rejected.comment()));
      case PromotionEvent.Expired expired ->
          Optional.of(
              new Word(
                  context, Verdict.FAILURE, "Nobody approved it in time: " + expired.message()));
      case PromotionEvent.GlassBroken broken ->
          pending(context, "Emergency, by " + broken.hand().by().name() + ": " + broken.reason());
      case PromotionEvent.EmergencyUsed used ->
          pending(context, "Goes on by emergency: " + used.reason());
      case PromotionEvent.Superseded superseded ->
          Optional.of(new Word(context, Verdict.SUPERSEDED, "Superseded by " + superseded.by()));
      case PromotionEvent.RolledBack rolledBack ->
          Optional.of(new Word(context, Verdict.FAILURE, "Rolled back to " + rolledBack.to()));
      case PromotionEvent.Started ignored -> Optional.empty();
      case PromotionEvent.ValuesWritten ignored -> Optional.empty();
      case PromotionEvent.VoteCast ignored -> Optional.empty();
      case PromotionEvent.SoakStarted ignored -> Optional.empty();
      case PromotionEvent.SoakInterrupted ignored -> Optional.empty();
    };
  }

  private static Optional<Word> pending(String context, String description) {
    return Optional.of(new Word(context, Verdict.PENDING, description));
  }

  private static Optional<Word> success(String context, String environment) {
    return Optional.of(new Word(context, Verdict.SUCCESS, "In " + environment + ", healthy"));
  }

  /** About the configuration, when the fact names the commit. */
  static Optional<Word> ofProject(Fact fact) {
    return switch (fact.what()) {
      case "project.configured" ->
          Optional.of(
              new Word("openluffy/config", Verdict.SUCCESS, "The configuration is in force"));
      case "project.misconfigured", "push.refused" ->
          Optional.of(new Word("openluffy/config", Verdict.FAILURE, problems(fact)));
      default -> Optional.empty();
    };
  }

  private static String problems(Fact fact) {
    var problems = fact.details().get("problems");
    if (problems instanceof java.util.List<?> list && !list.isEmpty()) {
      return String.valueOf(list.getFirst());
    }
    var one = detail(fact, "problem");
    return one.isEmpty() ? "The configuration has mistakes; the last good one counts" : one;
  }

  static String detail(Fact fact, String name) {
    var value = fact.details().get(name);
    return value == null ? "" : value.toString();
  }
}
