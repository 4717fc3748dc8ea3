package io.openluffy.git;

import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Reconciler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the repositories on our disk small and quick, our own and mirrors: the body of the loop
 * {@code maintenance}, keyed by the folder they lie in. Nobody waits for it: repositories are read
 * and pushed to while it works, and their lock is held for moments.
 */
public final class Maintenance implements Reconciler<Path> {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final OpenRepositories open;
  private final InstantSource time;

  public Maintenance(OpenRepositories open, InstantSource time) {
    this.open = open;
    this.time = time;
  }

  /** On a thread of its own: what computes for a minute would keep others off a virtual one. */
  @Override
  public Outcome reconcile(Path folder) {
    var round = Thread.ofPlatform().name("maintenance").daemon().start(() -> round(folder));
    try {
      round.join();
    } catch (InterruptedException e) {
      round.interrupt();
      Thread.currentThread().interrupt();
    }
    return Outcome.doneFor(PAUSE);
  }

  private void round(Path folder) {
    for (var bare : repositories(folder)) {
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
      try {
        new RepositoryOrder(open.open(bare), time).keep();
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        LOG.atWarn().addKeyValue("repository", bare).setCause(e).log("Can't put it in order");
      }
    }
  }

  private static List<Path> repositories(Path folder) {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder, "*.git")) {
        entries.forEach(found::add);
      } catch (IOException e) {
        LOG.atWarn().addKeyValue("folder", folder).setCause(e).log("Can't be listed");
      }
    }
    return found.stream().filter(OpenRepositories::exists).sorted().toList();
  }
}
