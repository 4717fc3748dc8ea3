package io.openluffy.promotion;

import io.openluffy.kernel.Wait;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.release.ProjectName;
import io.openluffy.release.RollbackPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An environment is taken back to what it ran before.
 *
 * @param queue the environment while it is open, empty afterwards
 * @param to what it goes back to, in words
 * @param target the promotion that had brought that, if it was one of ours
 * @param roles of the one who asked, for the gate
 * @param leaving the promotion that it is taken back from
 * @param alsoInGit whether a rollback by history says so in git as well, afterwards
 * @param policy the trouble for which the environment's policy asked, if no person did
 * @param forcedBecause why it was asked for although a release on the way can't be taken back
 * @param waiting what it waits for; empty while it works or when it has ended
 */
public record Rollback(
    PromotionId id,
    ProjectName project,
    EnvironmentKey place,
    String queue,
    String application,
    String to,
    Optional<PromotionId> target,
    Optional<PromotionId> leaving,
    RollbackMeans means,
    boolean alsoInGit,
    Actor by,
    List<String> roles,
    Optional<RollbackPolicy.Trouble> policy,
    Optional<String> forcedBecause,
    Instant createdAt,
    RollbackState state,
    Optional<Wait> waiting) {
  public Rollback {
    roles = List.copyOf(roles);
  }

  /** The rollback in its next state. */
  public Rollback in(RollbackState next) {
    return copy(next, Optional.empty());
  }

  /** The same, waiting for something. */
  public Rollback waitingFor(Wait wait) {
    return copy(state, Optional.of(wait));
  }

  private Rollback copy(RollbackState next, Optional<Wait> wait) {
    var queued = next instanceof RollbackState.Open ? place.toString() : "";
    return new Rollback(
        id,
        project,
        place,
        queued,
        application,
        to,
        target,
        leaving,
        means,
        alsoInGit,
        by,
        roles,
        policy,
        forcedBecause,
        createdAt,
        next,
        wait);
  }

  /** Whether nobody asked for it but the environment's own policy. */
  public boolean isAutomatic() {
    return policy.isPresent();
  }

  public boolean open() {
    return state instanceof RollbackState.Open;
  }
}
