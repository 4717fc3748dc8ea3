package io.openluffy.promotion;

import io.openluffy.git.ContentId;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Marks on releases that are bad: put on by those who may promote, and asked about everywhere. */
final class BadMarks {
  private static final int LONGEST_REASON = 2000;

  private final PromotionLedger ledger;

  BadMarks(PromotionLedger ledger) {
    this.ledger = ledger;
  }

  /** The mark of the release itself, or else of another one with its content. */
  static Optional<BadMark> of(
      Transaction transaction, ProjectName project, ReleaseId release, ContentId content) {
    return transaction
        .find(PromotionTables.BAD_RELEASE, release.value())
        .or(
            () ->
                transaction.list(PromotionTables.BAD_RELEASE, "contentId", content.hex()).stream()
                    .filter(mark -> mark.project().equals(project))
                    .findFirst());
  }

  static Optional<BadMark> of(Transaction transaction, Release release) {
    return of(transaction, release.project(), release.id(), release.contentId());
  }

  Optional<BadMark> of(Release release) {
    return ledger.bad(release.project(), release.id(), release.contentId());
  }

  /** Those of the promotions' releases. */
  Map<ReleaseId, BadMark> of(ProjectName project, List<Promotion> promotions) {
    var all =
        ledger.store().read(t -> t.list(PromotionTables.BAD_RELEASE, "project", project.value()));
    var marks = new HashMap<ReleaseId, BadMark>();
    for (var promotion : promotions) {
      all.stream()
          .filter(
              mark ->
                  mark.release().equals(promotion.release())
                      || mark.contentId().equals(promotion.contentId()))
          .findFirst()
          .ifPresent(mark -> marks.put(promotion.release(), mark));
    }
    return marks;
  }

  /** Why nobody promotes it. */
  static Problem problem(BadMark mark, ReleaseId release) {
    return Problem.user(
        "release.bad",
        mark.of(release),
        Where.of("release " + release),
        "Push a fix, or have the mark taken off: `luffy unmark-bad " + mark.release() + "`.");
  }

  Optional<Problem> mark(Release release, Principal by, String reason) {
    var refusal =
        RoleRules.require(by.roles(), "developer", "mark it as bad", "release " + release.id())
            .or(() -> faulty(release, reason));
    if (refusal.isPresent()) {
      return refusal;
    }
    ledger
        .store()
        .update(
            by.actor(),
            transaction -> {
              var before = transaction.find(PromotionTables.BAD_RELEASE, release.id().value());
              if (before.filter(mark -> mark.reason().equals(reason.strip())).isEmpty()) {
                put(transaction, release, by, reason.strip());
              }
            });
    return Optional.empty();
  }

  private void put(Transaction transaction, Release release, Principal by, String reason) {
    var mark =
        new BadMark(
            release.id(),
            release.project(),
            release.contentId(),
            release.tag(),
            reason,
            by.name(),
            ledger.clock().instant());
    transaction.put(PromotionTables.BAD_RELEASE, mark);
    record(transaction, mark, "release.marked-bad", by.name());
  }

  private static Optional<Problem> faulty(Release release, String reason) {
    if (!reason.isBlank() && reason.length() <= LONGEST_REASON) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.user(
            "release.no-reason",
            reason.isBlank()
                ? "A release is marked as bad for a reason, and none was given."
                : "The reason is longer than " + LONGEST_REASON + " characters.",
            Where.of("release " + release.id()),
            "Say in a sentence what is wrong with it."));
  }

  /** Who put it there may take it off again, and so may an approver. */
  Optional<Problem> unmark(Release release, Principal by) {
    return ledger
        .store()
        .write(
            by.actor(),
            transaction -> {
              var mark = transaction.find(PromotionTables.BAD_RELEASE, release.id().value());
              if (mark.isEmpty()) {
                return Optional.of(notMarked(transaction, release));
              }
              if (!mark.get().by().equals(by.name())) {
                var refusal =
                    RoleRules.require(
                        by.roles(),
                        "approver",
                        "take off the mark of " + mark.get().by(),
                        "release " + release.id());
                if (refusal.isPresent()) {
                  return refusal;
                }
              }
              transaction.delete(PromotionTables.BAD_RELEASE, release.id().value());
              record(transaction, mark.get(), "release.unmarked-bad", by.name());
              return Optional.empty();
            });
  }

  private static Problem notMarked(Transaction transaction, Release release) {
    var other = of(transaction, release);
    return Problem.user(
        "release.not-marked",
        other
            .map(mark -> "The mark is on " + mark.release() + ", which has the same content.")
            .orElse("The release is not marked as bad."),
        Where.of("release " + release.id()),
        other
            .map(mark -> "Take it off there: `luffy unmark-bad " + mark.release() + "`.")
            .orElse(""));
  }

  /** Whoever carries the content somewhere looks again. */
  private void record(Transaction transaction, BadMark mark, String what, String by) {
    transaction.record(
        new Fact(
            what,
            "release/" + mark.release(),
            Map.of("tag", mark.tag(), "reason", mark.reason(), "by", by)));
    var concerned =
        transaction.list(PromotionTables.PROMOTION, "contentId", mark.contentId().hex()).stream()
            .filter(promotion -> promotion.project().equals(mark.project()))
            .map(Promotion::place)
            .distinct()
            .toList();
    transaction.afterCommit(
        () -> concerned.forEach(place -> ledger.tell(new PromotionLedger.Change(place, true))));
  }
}
