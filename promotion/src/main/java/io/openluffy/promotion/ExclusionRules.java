package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.ApprovalRule;
import java.util.Optional;

/** Whose vote an environment does not want because of what they did for the promotion. */
final class ExclusionRules {
  private ExclusionRules() {}

  /** Empty for whom the rule does not shut out. */
  static Optional<Problem> of(
      ApprovalRule rule, Doers doers, String environment, String release, String name) {
    return rule.excluding().stream()
        .sorted()
        .flatMap(excluded -> why(excluded, doers, name).stream())
        .findFirst()
        .map(
            why ->
                Problem.user(
                    "approval." + why.code() + "-excluded",
                    name + " may not approve for " + environment + ": they " + why.did() + ".",
                    Where.of("release " + release),
                    "Ask somebody else of " + ApprovalRules.who(rule) + "."));
  }

  private record Why(String code, String did) {}

  private static Optional<Why> why(ApprovalRule.Excluded excluded, Doers doers, String name) {
    return switch (excluded) {
      case AUTHOR ->
          Optional.of(new Why("author", "wrote or pushed its commit"))
              .filter(why -> doers.wrote(name) || doers.pushed(name));
      case INITIATOR ->
          Optional.of(new Why("initiator", "pushed it or asked for the promotion"))
              .filter(why -> doers.began(name));
      case AUTHORS ->
          Optional.of(new Why("author", "wrote some of what is new there"))
              .filter(why -> doers.wroteSomething(name));
      case BUILDER ->
          Optional.of(new Why("builder", "started its build")).filter(why -> doers.built(name));
      case DEPLOYER -> Optional.empty();
    };
  }
}
