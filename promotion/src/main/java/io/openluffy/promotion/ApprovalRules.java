package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.promotion.Approval.Vote;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.Release;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may vote on a promotion, which votes count, and when there are enough. */
final class ApprovalRules {
  private ApprovalRules() {}

  /** Why this person may not vote; empty if they may. */
  static Optional<Problem> mayNotVote(
      ApprovalRule rule, Release release, String environment, String name, Set<String> roles) {
    if (!belongs(rule, name, roles)) {
      return Optional.of(
          Problem.user(
              "approval.not-allowed",
              name + " may not approve for " + environment + ": that takes " + who(rule) + ".",
              Where.of("environment " + environment),
              "Ask somebody who may."));
    }
    if (rule.excluding().contains(ApprovalRule.Excluded.AUTHOR) && isAuthor(release, name)) {
      return Optional.of(
          Problem.user(
              "approval.author-excluded",
              name
                  + " may not approve for "
                  + environment
                  + ": they wrote or pushed "
                  + release.commit().abbreviated()
                  + ".",
              Where.of("release " + release.id()),
              "Ask somebody else of " + who(rule) + "."));
    }
    return Optional.empty();
  }

  /** Whether the rule names this person, author or not. */
  static boolean belongs(ApprovalRule rule, String name, Set<String> roles) {
    return rule.from().stream().anyMatch(voter -> matches(voter, name, roles));
  }

  private static boolean matches(Voter voter, String name, Set<String> roles) {
    return switch (voter) {
      case Voter.Role(var role) -> RoleRules.includes(roles, role);
      case Voter.User(var user) -> user.equals(name);
    };
  }

  /** The pusher's account, or an author whose name, address or its first part is the account's. */
  private static boolean isAuthor(Release release, String name) {
    var email = release.author().email().toLowerCase(Locale.ROOT);
    var account = name.toLowerCase(Locale.ROOT);
    return release.pushedBy().name().equalsIgnoreCase(name)
        || release.author().name().equalsIgnoreCase(name)
        || email.equals(account)
        || email.startsWith(account + "@");
  }

  /** {@code role:approver or user:ben}. */
  static String who(ApprovalRule rule) {
    return rule.from().stream()
        .map(
            voter ->
                switch (voter) {
                  case Voter.Role(var role) -> "role:" + role;
                  case Voter.User(var user) -> "user:" + user;
                })
        .collect(Collectors.joining(" or "));
  }

  /** The names of those who said yes to exactly this. */
  static List<String> yes(Promotion promotion, ApprovalBinding binding) {
    return promotion.approvals().stream()
        .filter(vote -> vote.vote() == Vote.APPROVE && vote.boundTo().equals(binding))
        .map(vote -> vote.by().name())
        .distinct()
        .toList();
  }

  static boolean granted(Promotion promotion, ApprovalRule rule, ApprovalBinding binding) {
    return yes(promotion, binding).size() >= rule.required();
  }

  static boolean hasVoted(Promotion promotion, String name, ApprovalBinding binding) {
    return promotion.approvals().stream()
        .anyMatch(vote -> vote.by().name().equals(name) && vote.boundTo().equals(binding));
  }

  /** Tells of those whose yes counts no more, as a sentence; empty when there is nobody. */
  static String lapsed(Promotion promotion, ApprovalBinding binding) {
    var counted = yes(promotion, binding);
    var names =
        promotion.approvals().stream()
            .filter(vote -> vote.vote() == Vote.APPROVE && !vote.boundTo().equals(binding))
            .map(vote -> vote.by().name())
            .filter(name -> !counted.contains(name))
            .distinct()
            .toList();
    return names.isEmpty()
        ? ""
        : " The approval of "
            + String.join(", ", names)
            + " was for something else and counts no more.";
  }

  /** Whether the vote was for something that has changed since. */
  static boolean isVoid(Promotion promotion, Approval vote) {
    var current = promotion.shown().or(promotion::approved).map(Shown::binding);
    return current.isPresent() && !current.get().equals(vote.boundTo());
  }
}
