package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.promotion.Approval.Vote;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.release.ApprovalRule;
import java.time.Instant;
import java.util.Optional;

/** Takes votes, whichever door they come through, and refuses those that may not count. */
final class Ballot {
  private static final int LONGEST_COMMENT = 4000;

  private final PromotionLedger ledger;
  private final Electorate electorate;

  Ballot(PromotionLedger ledger, Electorate electorate) {
    this.ledger = ledger;
    this.electorate = electorate;
  }

  VoteAnswer vote(PromotionId id, Principal by, Vote vote, ApprovalBinding shown, String comment) {
    var found = ledger.find(id);
    if (found.isEmpty()) {
      return new VoteAnswer.Refused(unknown(id));
    }
    var refusal =
        electorate
            .mayNotVote(found.get(), Elector.of(by))
            .or(() -> faulty(found.get(), vote, comment));
    if (refusal.isPresent()) {
      return new VoteAnswer.Refused(refusal.get());
    }
    var cast = new Cast(id, by.actor(), vote, shown, comment, electorate.rule(found.get()));
    return ledger.store().write(by.actor(), transaction -> cast(transaction, cast));
  }

  private record Cast(
      PromotionId id,
      Actor by,
      Vote vote,
      ApprovalBinding shown,
      String comment,
      Optional<ApprovalRule> rule) {}

  private static Optional<Problem> faulty(Promotion promotion, Vote vote, String comment) {
    if (vote == Vote.REJECT && comment.isBlank()) {
      return Optional.of(
          Problem.user(
              "approval.comment-missing",
              "A rejection needs a comment.",
              Where.of("promotion " + promotion.id()).field("comment"),
              "Say why, so that its author knows what to change."));
    }
    return comment.length() > LONGEST_COMMENT
        ? Optional.of(
            Problem.user(
                "approval.comment-too-long",
                "A comment has at most " + LONGEST_COMMENT + " characters.",
                Where.of("promotion " + promotion.id()).field("comment"),
                "Shorten it."))
        : Optional.empty();
  }

  /** The vote itself; the promotion is looked at again, because it may have moved on. */
  private VoteAnswer cast(Transaction transaction, Cast cast) {
    var promotion = PromotionLedger.find(transaction, cast.id()).orElseThrow();
    var name = cast.by().name();
    if (ApprovalRules.hasVoted(promotion, name, cast.vote(), cast.shown())) {
      return recorded(promotion, cast);
    }
    var now = ledger.clock().instant();
    var refusal = late(promotion, cast, now);
    if (refusal.isPresent()) {
      return new VoteAnswer.Refused(refusal.get());
    }
    var approval =
        new Approval(cast.id(), cast.by(), cast.vote(), cast.comment(), cast.shown(), now);
    var after = ledger.append(transaction, promotion, new PromotionEvent.VoteCast(now, approval));
    if (cast.vote() == Vote.REJECT) {
      var rejected = new PromotionEvent.Rejected(now, name, cast.comment());
      after = ledger.append(transaction, after, rejected);
    }
    return recorded(after, cast);
  }

  /** The same answer for a vote that comes twice, whatever happened in between. */
  private static VoteAnswer recorded(Promotion promotion, Cast cast) {
    int given = ApprovalRules.yes(promotion, cast.shown()).size();
    int required = cast.rule().map(ApprovalRule::required).orElse(1);
    return new VoteAnswer.Recorded(promotion, given, required);
  }

  private static Optional<Problem> late(Promotion promotion, Cast cast, Instant now) {
    var where = Where.of("promotion " + promotion.id());
    if (!(promotion.state() instanceof AwaitingApproval waiting) || waiting.shown().isEmpty()) {
      return Optional.of(notWaiting(promotion, "it is " + promotion.state().word()));
    }
    if (ApprovalRules.isOver(waiting, cast.rule(), now)) {
      return Optional.of(notWaiting(promotion, "its time is over"));
    }
    var changed = waiting.shown().get().binding().differences(cast.shown());
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.user(
                "approval.binding-changed",
                "What would be applied is no longer what you were shown: "
                    + String.join(" and ", changed)
                    + " changed.",
                where,
                "Look at the diff again, then vote."));
  }

  private static Problem notWaiting(Promotion promotion, String why) {
    return Problem.user(
        "approval.not-waiting",
        promotion.tag() + " does not wait for an approval: " + why + ".",
        Where.of("promotion " + promotion.id()),
        "`luffy why " + promotion.release() + " " + promotion.environment() + "` tells more.");
  }

  static Problem unknown(PromotionId id) {
    return Problem.user(
        "promotion.unknown",
        "There is no promotion '" + id + "'.",
        Where.of("promotion " + id),
        "`luffy status` shows the open ones.");
  }
}
