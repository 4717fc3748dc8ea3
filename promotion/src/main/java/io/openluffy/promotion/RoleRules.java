package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the roles may do: each role may also do what the ones before it may. */
public final class RoleRules {
  private static final List<String> ORDER = List.of("viewer", "developer", "approver", "admin");

  private RoleRules() {}

  /** Whether one of the roles is the asked one, or above it. */
  public static boolean includes(Set<String> roles, String asked) {
    int needed = ORDER.indexOf(asked);
    return roles.contains(asked)
        || (needed >= 0 && roles.stream().anyMatch(role -> ORDER.indexOf(role) >= needed));
  }

  /** The refusal of a verb that needs a role the caller does not have. */
  static Optional<Problem> require(Set<String> roles, String asked, String verb, String subject) {
    return includes(roles, asked)
        ? Optional.empty()
        : Optional.of(
            Problem.user(
                "promotion.forbidden",
                "You may not " + verb + ": that needs the role " + asked + ".",
                Where.of(subject),
                "Ask somebody with that role, or an administrator to give it to you."));
  }
}
