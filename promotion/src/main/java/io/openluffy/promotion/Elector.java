package io.openluffy.promotion;

import io.openluffy.kernel.journal.Principal;
import io.openluffy.release.ApprovalRule.Voter;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Somebody who may have a vote: who they are, as far as that matters for it.
 *
 * @param since when they became a user; what somebody of the same name did before was another's
 */
public record Elector(String name, Set<String> roles, Set<String> groups, Instant since) {
  public Elector {
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
  }

  static Elector of(Principal principal) {
    return new Elector(principal.name(), principal.roles(), principal.groups(), Instant.EPOCH);
  }

  Elector since(Instant newly) {
    return new Elector(name, roles, groups, newly);
  }

  /** Whether one of the lines names this person. */
  boolean isOneOf(List<Voter> voters) {
    return voters.stream().anyMatch(this::is);
  }

  private boolean is(Voter voter) {
    return switch (voter) {
      case Voter.Role(var role) -> RoleRules.includes(roles, role);
      case Voter.Group(var group) -> groups.contains(group);
      case Voter.User(var user) -> user.equals(name);
    };
  }
}
