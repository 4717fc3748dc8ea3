package io.openluffy.git;

import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a transfer that takes too long. */
final class TransferBudget extends EmptyProgressMonitor {
  private final InstantSource clock;
  private final Instant until;

  TransferBudget(GitSettings settings, InstantSource clock) {
    this.clock = clock;
    this.until = clock.instant().plus(settings.whole());
  }

  @Override
  public boolean isCancelled() {
    return clock.instant().isAfter(until);
  }
}
