package io.openluffy.application.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.OperationKind;
import io.openluffy.application.spec.RetrySpec;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done: {@code .operation} of an Application.
 *
 * @param by the name of who asked; empty when nobody is named
 * @param request our own number of a request that came through one of our doors; it is what proves
 *     who asked, because anyone who may write the resource may write the name
 * @param revisions one per source; empty ones are resolved when it starts
 * @param historyId the entry that a rollback goes back to
 * @param heals how many times in a row this has been a self-heal
 * @param json as it stands on the resource
 */
public record Operation(
    OperationKind kind,
    String by,
    Optional<String> request,
    List<String> revisions,
    boolean prune,
    boolean dryRun,
    boolean applyOnly,
    boolean force,
    List<Selection> resources,
    List<String> options,
    Optional<Long> historyId,
    long heals,
    RetrySpec retry,
    ObjectNode json) {
  public Operation {
    revisions = List.copyOf(revisions);
    resources = List.copyOf(resources);
    options = List.copyOf(options);
  }

  public boolean automated() {
    return kind == OperationKind.AUTOMATED_SYNC || kind == OperationKind.SELF_HEAL;
  }

  /** Hooks run only in a whole sync of all objects. */
  public boolean skipsHooks() {
    return applyOnly || !resources.isEmpty();
  }

  public boolean selects(io.openluffy.kube.ResourceKey key) {
    return resources.isEmpty() || resources.stream().anyMatch(one -> one.matches(key));
  }

  /** Whether it is written down in the history when it succeeds. */
  public boolean isRecorded() {
    return resources.isEmpty() && !dryRun;
  }
}
