package io.openluffy.server.wiring;

import io.openluffy.kernel.DiskTrouble;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.playground.registry.Grace;
import io.openluffy.playground.registry.RegistryFiles;
import io.openluffy.playground.registry.Sweep;
import io.openluffy.playground.registry.Swept;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sweeps the embedded registry once a day, and journals what went. */
final class RegistrySweeper {
  static final String OURS = "embedded";

  private static final Duration EVERY = Duration.ofDays(1);

  /** Until the clusters have told what runs in them. */
  private static final Duration SETTLING = Duration.ofMinutes(10);

  private final RegistryFiles files;
  private final ImagesInUse inUse;
  private final Store store;
  private final InstantSource clock;
  private final Sweep sweep;

  RegistrySweeper(RegistryFiles files, ImagesInUse inUse, Store store, InstantSource clock) {
    this.files = files;
    this.inUse = inUse;
    this.store = store;
    this.clock = clock;
    sweep = new Sweep(files, clock, Grace.USUAL);
  }

  /**
   * @param leadingSince when this server came to lead
   */
  Reconciler<String> reconciler(Instant leadingSince) {
    return key -> {
      try {
        var due = later(files.lastSweep().plus(EVERY), leadingSince.plus(SETTLING));
        var now = clock.instant();
        if (now.isBefore(due)) {
          return Outcome.doneFor(Duration.between(now, due));
        }
        journal(sweep.run(inUse.digests()));
        return Outcome.doneFor(EVERY);
      } catch (IOException e) {
        throw DiskTrouble.thrown(Path.of("registry"), e);
      }
    };
  }

  private void journal(Swept swept) {
    if (!swept.isNothing()) {
      store.update(
          Actor.OPENLUFFY,
          tx -> tx.record(new Fact("registry.swept", "registry/" + OURS, details(swept))));
    }
  }

  private static Map<String, Object> details(Swept swept) {
    var details = new LinkedHashMap<String, Object>();
    details.put("manifests", swept.manifests());
    details.put("blobs", swept.blobs());
    details.put("uploads", swept.uploads());
    details.put("bytes", swept.bytes());
    return details;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
