package io.openluffy.promotion;

import io.openluffy.application.HistoryEntry;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ValuesTarget;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides how an environment can be taken back, and to what. */
final class RollbackRules {
  private RollbackRules() {}

  /** How it would be done. */
  sealed interface Plan {
    /**
     * @param to in words
     * @param target the promotion that had brought it
     * @param leaving the promotion that it is taken back from
     * @param over the release on the way that can't be taken back
     */
    record Possible(
        String to,
        Optional<PromotionId> target,
        Optional<PromotionId> leaving,
        RollbackMeans means,
        Optional<Irreversible> over)
        implements Plan {}

    record Impossible(Problem problem) implements Plan {}
  }

  static Plan plan(RollbackQuestion question, RollbackTarget target) {
    return switch (target) {
      case RollbackTarget.ToHistory(var id) -> toEntry(question, id);
      case RollbackTarget.ToRelease(var release) -> toRelease(question, release);
      case RollbackTarget.AtTime(var time) -> atTime(question, time);
      case RollbackTarget.Previous ignored ->
          TargetRules.lastGood(question)
              .map(found -> to(question, found))
              .orElseGet(() -> nothingEarlier(question));
    };
  }

  private static Plan nothingEarlier(RollbackQuestion question) {
    boolean hadBad = !question.bad().isEmpty();
    return impossible(
        question,
        "There is no earlier release to go back to"
            + (hadBad ? " that is not marked as bad." : "."),
        "Push a fix, or wait for one.");
  }

  private static Plan toRelease(RollbackQuestion question, ReleaseId release) {
    return TargetRules.once(question.promotions()).stream()
        .filter(promotion -> promotion.release().equals(release))
        .findFirst()
        .map(found -> to(question, found))
        .orElseGet(
            () ->
                impossible(
                    question,
                    "The release " + release + " has never arrived there.",
                    "Choose one of the environment's history."));
  }

  private static Plan atTime(RollbackQuestion question, Instant time) {
    var found = TargetRules.at(time, question);
    if (found.isEmpty()) {
      return impossible(
          question, "Nothing of ours stood there at " + time + ".", "Choose a later time.");
    }
    return TargetRules.present(question.promotions()).equals(found)
        ? impossible(
            question,
            found.get().tag() + " stood there at " + time + ", and does now.",
            "Choose an earlier time.")
        : to(question, found.get());
  }

  /** Why nobody may be taken back to it; empty if one may. */
  static Optional<Problem> refusal(RollbackQuestion question, Promotion target) {
    if (question.bad(target).isPresent()) {
      return Optional.of(
          problem(
              question,
              target.tag()
                  + " is not gone back to. "
                  + question.bad(target).get().of(target.release()),
              "Choose another, or have the mark taken off: `luffy unmark-bad "
                  + question.bad(target).get().release()
                  + "`."));
    }
    return question.isProtected() && entryOf(target, question.history()).isEmpty()
        ? Optional.of(
            problem(
                question,
                target.tag() + " is no longer in the Application's history.",
                "Choose a newer one, or promote the release again."))
        : Optional.empty();
  }

  private static Plan to(RollbackQuestion question, Promotion target) {
    var refusal = refusal(question, target);
    if (refusal.isPresent()) {
      return new Plan.Impossible(refusal.get());
    }
    var entry = entryOf(target, question.history());
    var inGit = inGit(question, target);
    return possible(
        question,
        target.tag() + entry.map(id -> " (history entry " + id + ")").orElse(""),
        Optional.of(target),
        entry
            .<RollbackMeans>map(id -> new RollbackMeans.History(id, Optional.of(inGit)))
            .orElse(inGit));
  }

  private static Plan possible(
      RollbackQuestion question, String to, Optional<Promotion> target, RollbackMeans means) {
    var leaving = TargetRules.present(question.promotions());
    return new Plan.Possible(
        to,
        target.map(Promotion::id),
        leaving.map(Promotion::id),
        means,
        leaving.flatMap(now -> target.flatMap(then -> over(question, then, now))));
  }

  /** The newest release after the target, up to the present one, that can't be taken back. */
  static Optional<Irreversible> over(
      RollbackQuestion question, Promotion target, Promotion present) {
    return question.irreversible().stream()
        .filter(one -> one.number() > target.rank().number())
        .filter(one -> one.number() <= present.rank().number())
        .max(Comparator.comparingLong(Irreversible::number));
  }

  /** One step back is a plain revert of the last values commit; further back the tags are set. */
  private static RollbackMeans inGit(RollbackQuestion question, Promotion target) {
    boolean isFile = question.bound().environment().values() instanceof ValuesTarget.ValuesFile;
    var leaving = TargetRules.present(question.promotions());
    return isFile
            && leaving.filter(now -> isNextAfter(question.promotions(), target, now)).isPresent()
            && leaving.get().carrier().orElse(null) instanceof Carrier.InCommit(var at, var branch)
        ? new RollbackMeans.Revert(at, branch)
        : new RollbackMeans.Rewrite(ValuesWriter.tags(target.images()));
  }

  /** Whether nothing can have written its tags between the two. */
  private static boolean isNextAfter(List<Promotion> all, Promotion target, Promotion present) {
    return Promotion.BY_RANK.compare(target, present) < 0
        && all.stream()
            .noneMatch(
                other ->
                    Promotion.BY_RANK.compare(other, target) > 0
                        && Promotion.BY_RANK.compare(other, present) < 0);
  }

  /** An entry with the same number that is younger belongs to an Application made anew. */
  static Optional<Long> entryOf(Promotion promotion, List<HistoryEntry> history) {
    var arrived = TargetRules.arrived(promotion);
    var known =
        arrived
            .flatMap(PromotionState.Arrived::history)
            .filter(
                id ->
                    history.stream()
                        .filter(entry -> entry.id() == id)
                        .anyMatch(entry -> !entry.deployedAt().isAfter(arrived.get().at())));
    if (known.isPresent()) {
      return known;
    }
    return promotion
        .approved()
        .map(Shown::revision)
        .flatMap(
            revision ->
                history.stream()
                    .filter(entry -> ResidencyRules.revision(entry).equals(revision))
                    .max(Comparator.comparingLong(HistoryEntry::id))
                    .map(HistoryEntry::id));
  }

  private static Plan toEntry(RollbackQuestion question, long id) {
    if (question.entry(id).isEmpty()) {
      return impossible(
          question,
          "The Application's history has no entry " + id + ".",
          "It has: "
              + String.join(
                  ", ", question.history().stream().map(e -> String.valueOf(e.id())).toList())
              + ".");
    }
    var target =
        TargetRules.once(question.promotions()).stream()
            .filter(one -> entryOf(one, question.history()).filter(e -> e == id).isPresent())
            .findFirst();
    if (target.isPresent()) {
      return to(question, target.get());
    }
    return question.isProtected()
        ? impossible(
            question,
            "History entry " + id + " was never approved, or did not arrive.",
            "Choose one that was: `luffy history "
                + question.bound().environment().application()
                + "`.")
        : possible(
            question,
            "history entry " + id,
            Optional.empty(),
            new RollbackMeans.History(id, Optional.empty()));
  }

  private static Plan impossible(RollbackQuestion question, String message, String remedy) {
    return new Plan.Impossible(problem(question, message, remedy));
  }

  private static Problem problem(RollbackQuestion question, String message, String remedy) {
    return Problem.user(
        "rollback.impossible", message, Where.of("environment " + question.bound().key()), remedy);
  }
}
