package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.promotion.Approval.Vote;
import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Voter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who may vote on a promotion, which votes are for the same, and until when they are waited for.
 */
final class ApprovalRules {
  private ApprovalRules() {}

  /** Why this person may not vote; empty if they may. */
  static Optional<Problem> mayNotVote(
      ApprovalRule rule, Doers doers, Promotion promotion, Elector elector) {
    var environment = promotion.environment();
    if (!elector.isOneOf(rule.voters())) {
      return Optional.of(
          Problem.user(
              "approval.not-allowed",
              elector.name()
                  + " may not approve for "
                  + environment
                  + ": that takes "
                  + who(rule)
                  + ".",
              Where.of("environment " + environment),
              "Ask somebody who may."));
    }
    return ExclusionRules.of(rule, doers, environment, promotion.release().value(), elector.name());
  }

  /** {@code role:approver or user:ben}. */
  static String who(ApprovalRule rule) {
    return who(rule.voters());
  }

  static String who(List<Voter> voters) {
    return voters.stream().map(Voter::written).collect(Collectors.joining(" or "));
  }

  /** The names of those who said yes to exactly this, whether they still may or not. */
  static List<String> yes(Promotion promotion, ApprovalBinding binding) {
    return promotion.approvals().stream()
        .filter(vote -> vote.vote() == Vote.APPROVE && binding.isStill(vote.boundTo()))
        .map(vote -> vote.by().name())
        .distinct()
        .toList();
  }

  static boolean hasVoted(Promotion promotion, String name, Vote vote, ApprovalBinding binding) {
    return promotion.approvals().stream()
        .filter(one -> one.vote() == vote && binding.isStill(one.boundTo()))
        .anyMatch(one -> one.by().name().equals(name));
  }

  /** Whether the vote was for something that has changed since. */
  static boolean isVoid(Promotion promotion, Approval vote) {
    return !changedSince(promotion, vote).isEmpty();
  }

  /** What has changed since the vote, in words; empty when nothing has, or it has ended. */
  static List<String> changedSince(Promotion promotion, Approval vote) {
    return promotion
        .shown()
        .or(promotion::approved)
        .map(shown -> shown.binding().changedSince(vote.boundTo()))
        .orElse(List.of());
  }

  /** When the votes are waited for no more; empty when there is no end. */
  static Optional<Instant> deadline(AwaitingApproval awaiting, Optional<ApprovalRule> rule) {
    return rule.flatMap(ApprovalRule::timeout).map(awaiting.since()::plus);
  }

  static boolean isOver(AwaitingApproval awaiting, Optional<ApprovalRule> rule, Instant now) {
    return deadline(awaiting, rule).filter(end -> !now.isBefore(end)).isPresent();
  }
}
