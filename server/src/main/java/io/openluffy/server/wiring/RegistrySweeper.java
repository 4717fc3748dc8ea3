package io.openluffy.server.wiring;

import io.openluffy.kernel.DiskTrouble;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.playground.registry.Grace;
import io.openluffy.playground.registry.RegistryFiles;
import io.openluffy.playground.registry.Sweep;
import io.openluffy.playground.registry.Swept;
import io.openluffy.server.api.RegistryApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Sweeps the embedded registry once a day and when it is told to, and journals what went. */
final class RegistrySweeper implements RegistryApi.Sweeps {
  static final String OURS = "embedded";

  private static final Duration EVERY = Duration.ofDays(1);

  /** Until the clusters have told what runs in them. */
  private static final Duration SETTLING = Duration.ofMinutes(10);

  private final RegistryFiles files;
  private final ImagesInUse inUse;
  private final Store store;
  private final InstantSource clock;
  private final BooleanSupplier leading;
  private final Sweep sweep;
  private final Lock oneAtATime = new ReentrantLock();
  private volatile Instant leadingSince = Instant.MAX;

  /**
   * @param leading whether this server leads: no other one knows all that runs
   */
  RegistrySweeper(
      RegistryFiles files,
      ImagesInUse inUse,
      Store store,
      InstantSource clock,
      BooleanSupplier leading) {
    this.files = files;
    this.inUse = inUse;
    this.store = store;
    this.clock = clock;
    this.leading = leading;
    sweep = new Sweep(files, clock, Grace.USUAL);
  }

  /**
   * @param since when this server came to lead
   */
  Reconciler<String> reconciler(Instant since) {
    leadingSince = since;
    return key -> {
      var wait = untilDue(since);
      if (wait.isPositive()) {
        return Outcome.doneFor(wait);
      }
      run(Actor.OPENLUFFY);
      return Outcome.doneFor(EVERY);
    };
  }

  private Duration untilDue(Instant since) {
    try {
      var due = later(files.lastSweep().plus(EVERY), since.plus(SETTLING));
      return Duration.between(clock.instant(), due);
    } catch (IOException e) {
      throw DiskTrouble.thrown(Path.of("registry"), e);
    }
  }

  @Override
  public Swept rehearse() {
    refuseUnlessLeading();
    return alone(() -> sweep.rehearse(inUse.digests()));
  }

  @Override
  public Swept sweep(Actor actor) {
    refuseUnlessLeading();
    refuseUntilSettled();
    return run(actor);
  }

  private void refuseUnlessLeading() {
    if (!leading.getAsBoolean()) {
      throw Problem.world(
              "registry.not-leading",
              "This server does not lead, so it does not know all that runs.",
              Where.NOWHERE,
              "Ask the server that leads.")
          .asException();
    }
  }

  private void refuseUntilSettled() {
    var wait = Duration.between(clock.instant().minus(SETTLING), leadingSince);
    if (wait.isPositive()) {
      throw Problem.world(
              "registry.settling",
              "This server leads for less than ten minutes: not every cluster may have told yet"
                  + " what runs in it.",
              Where.NOWHERE,
              "Try again in " + (wait.toSeconds() + 1) + " s; a rehearsal can be had now.")
          .asException();
    }
  }

  private Swept run(Actor actor) {
    return alone(
        () -> {
          var swept = sweep.run(inUse.digests());
          journal(actor, swept);
          return swept;
        });
  }

  private interface Work {
    Swept done() throws IOException;
  }

  private Swept alone(Work work) {
    oneAtATime.lock();
    try {
      return work.done();
    } catch (IOException e) {
      throw DiskTrouble.thrown(Path.of("registry"), e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private void journal(Actor actor, Swept swept) {
    if (!swept.isNothing()) {
      store.update(
          actor, tx -> tx.record(new Fact("registry.swept", "registry/" + OURS, details(swept))));
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
