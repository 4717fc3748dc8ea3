package io.openluffy.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a transfer that takes too long or grows too large. */
final class TransferBudget extends EmptyProgressMonitor {
  private static final int EVERY = 512;

  private final Path repository;
  private final GitSettings settings;
  private final InstantSource clock;
  private final Instant until;
  private int asked;
  private boolean isTooLarge;

  TransferBudget(Path repository, GitSettings settings, InstantSource clock) {
    this.repository = repository;
    this.settings = settings;
    this.clock = clock;
    this.until = clock.instant().plus(settings.whole());
  }

  @Override
  public boolean isCancelled() {
    if (asked++ % EVERY == 0 && !isTooLarge) {
      isTooLarge = incoming() > settings.repositoryBytes();
    }
    return isTooLarge || clock.instant().isAfter(until);
  }

  /** The pack that is being received lies beside the finished ones until it is whole. */
  private long incoming() {
    var largest = 0L;
    for (var folder : new String[] {"objects", "objects/pack"}) {
      try (var packs = Files.newDirectoryStream(repository.resolve(folder), "incoming_*")) {
        for (var pack : packs) {
          largest = Math.max(largest, Files.size(pack));
        }
      } catch (IOException finishedOrRemovedJustNow) {
        largest = Math.max(largest, 0);
      }
    }
    return largest;
  }
}
