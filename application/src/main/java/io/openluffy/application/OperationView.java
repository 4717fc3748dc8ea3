package io.openluffy.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The running or the last operation of an application.
 *
 * @param phase Running, Terminating, Failed, Error, Succeeded
 * @param revision a commit id in hex; empty before it is resolved
 * @param by the name of who started it, {@code openluffy} for the automated policy
 */
public record OperationView(
    OperationKind kind,
    String phase,
    String message,
    String revision,
    String by,
    Instant startedAt,
    Optional<Instant> finishedAt,
    long retries,
    List<ResourceResultView> results) {
  public OperationView {
    results = List.copyOf(results);
  }

  public boolean running() {
    return phase.equals("Running") || phase.equals("Terminating");
  }

  public boolean succeeded() {
    return phase.equals("Succeeded");
  }
}
