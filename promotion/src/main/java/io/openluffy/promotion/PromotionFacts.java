package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.kernel.Problem;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Release;
import java.time.Duration;
import java.util.Optional;

/**
 * What the rules know of a promotion's surroundings.
 *
 * @param rollback of the environment that is under way
 * @param healthyFor how long it has to stay before the next environment may have it
 * @param preview what would be applied now; only looked up where it matters
 * @param jury who counts the votes; empty where nobody has to agree, or nobody votes yet
 * @param emergency whether the glass is broken by enough people who may
 * @param pinForGood whether a pin is there that only a person, or what is approved, takes off
 */
record PromotionFacts(
    Release release,
    EnvironmentSpec environment,
    Optional<Rollback> rollback,
    Optional<ApplicationView> application,
    Tested tested,
    Duration healthyFor,
    Residency residency,
    Preview preview,
    Optional<Jury> jury,
    boolean emergency,
    boolean pinForGood) {

  /** The outcome of rendering what a sync would apply. */
  sealed interface Preview {
    /** Nobody asked. */
    record NotAsked() implements Preview {}

    /** The Application has not looked at the values commit yet. */
    record Stale() implements Preview {}

    record Rendered(Shown shown) implements Preview {}

    record Broken(Problem problem) implements Preview {}
  }
}
