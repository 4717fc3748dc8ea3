package io.openluffy.server.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.openluffy.git.CommitId;
import io.openluffy.promotion.Rollback;
import io.openluffy.promotion.RollbackState;
import java.time.Instant;
import java.util.Optional;

/**
 * A rollback ({@code Rollback}).
 *
 * @param policy the trouble that the environment's policy took it back for
 */
public record RollbackView(
    String id,
    String environment,
    String application,
    String to,
    String state,
    boolean open,
    String by,
    Optional<String> policy,
    Optional<String> forcedBecause,
    boolean alsoInGit,
    Optional<String> commit,
    Instant createdAt,
    @JsonProperty("wait") Optional<WaitView> waiting,
    Optional<ProblemView> problem) {

  public static RollbackView of(Rollback rollback, Instant now) {
    return new RollbackView(
        rollback.id().value(),
        rollback.place().environment(),
        rollback.application(),
        rollback.to(),
        rollback.state().word(),
        rollback.open(),
        rollback.by().name(),
        rollback.policy().map(trouble -> trouble.written()),
        rollback.forcedBecause(),
        rollback.alsoInGit(),
        rollback.state() instanceof RollbackState.Done done
            ? done.commit().map(CommitId::hex)
            : Optional.empty(),
        rollback.createdAt(),
        rollback.waiting().map(wait -> WaitView.of(wait, now)),
        rollback.state() instanceof RollbackState.Failed failed
            ? Optional.of(ProblemView.of(failed.problem()))
            : Optional.empty());
  }
}
