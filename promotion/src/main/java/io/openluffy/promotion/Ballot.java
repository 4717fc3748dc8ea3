package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.store.Transaction;
import io.openluffy.promotion.Approval.Vote;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.Releases;
import java.util.Optional;
import java.util.Set;

/** Takes votes, whichever door they come through, and refuses those that may not count. */
final class Ballot {
  private static final int LONGEST_COMMENT = 4000;

  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Releases releases;

  Ballot(PromotionLedger ledger, EnvironmentBindings bindings, Releases releases) {
    this.ledger = ledger;
    this.bindings = bindings;
    this.releases = releases;
  }

  VoteAnswer vote(PromotionId id, Principal by, Vote vote, ApprovalBinding shown, String comment) {
    var found = ledger.find(id);
    if (found.isEmpty()) {
      return new VoteAnswer.Refused(unknown(id));
    }
    var refusal =
        mayNotVote(found.get(), by.name(), by.roles()).or(() -> faulty(found.get(), vote, comment));
    if (refusal.isPresent()) {
      return new VoteAnswer.Refused(refusal.get());
    }
    int required = rule(found.get()).map(ApprovalRule::required).orElse(1);
    var cast = new Cast(id, by.actor(), vote, shown, comment, required);
    return ledger.store().write(by.actor(), transaction -> cast(transaction, cast));
  }

  private record Cast(
      PromotionId id, Actor by, Vote vote, ApprovalBinding shown, String comment, int required) {}

  Optional<Problem> mayNotVote(Promotion promotion, String name, Set<String> roles) {
    var rule = rule(promotion);
    var release = releases.find(promotion.release());
    if (rule.isEmpty() || release.isEmpty()) {
      return Optional.of(
          Problem.user(
              "approval.not-needed",
              "The environment " + promotion.environment() + " asks for no approval.",
              Where.of("promotion " + promotion.id()),
              ""));
    }
    return ApprovalRules.mayNotVote(
        rule.get(), release.get(), promotion.environment(), name, roles);
  }

  Optional<ApprovalRule> rule(Promotion promotion) {
    return bindings.find(promotion.place()).flatMap(bound -> bound.environment().approval());
  }

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
    var refusal = late(promotion, cast.by(), cast.shown());
    if (refusal.isPresent()) {
      return new VoteAnswer.Refused(refusal.get());
    }
    var now = ledger.clock().instant();
    var approval =
        new Approval(cast.id(), cast.by(), cast.vote(), cast.comment(), cast.shown(), now);
    var after = ledger.append(transaction, promotion, new PromotionEvent.VoteCast(now, approval));
    if (cast.vote() == Vote.REJECT) {
      var name = cast.by().name();
      var rejected = new PromotionEvent.Rejected(now, name, cast.comment());
      after = ledger.append(transaction, after, rejected);
    }
    int given = ApprovalRules.yes(after, cast.shown()).size();
    return new VoteAnswer.Recorded(after, given, cast.required());
  }

  private static Optional<Problem> late(Promotion promotion, Actor by, ApprovalBinding shown) {
    var where = Where.of("promotion " + promotion.id());
    if (!(promotion.state() instanceof AwaitingApproval waiting) || waiting.shown().isEmpty()) {
      return Optional.of(
          Problem.user(
              "approval.not-waiting",
              promotion.tag()
                  + " does not wait for an approval: it is "
                  + promotion.state().word()
                  + ".",
              where,
              "`luffy why "
                  + promotion.release()
                  + " "
                  + promotion.environment()
                  + "` tells more."));
    }
    if (!waiting.shown().get().binding().equals(shown)) {
      return Optional.of(
          Problem.user(
              "approval.binding-changed",
              "What would be applied is no longer what you were shown.",
              where,
              "Look at the diff again, then vote."));
    }
    return ApprovalRules.hasVoted(promotion, by.name(), shown)
        ? Optional.of(
            Problem.user(
                "approval.already-voted", by.name() + " has voted on this already.", where, ""))
        : Optional.empty();
  }

  static Problem unknown(PromotionId id) {
    return Problem.user(
        "promotion.unknown",
        "There is no promotion '" + id + "'.",
        Where.of("promotion " + id),
        "`luffy status` shows the open ones.");
  }
}
