package io.openluffy.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.ground.Patience;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.JournalEntry;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Clusters;
import io.openluffy.playground.registry.Digest;
import io.openluffy.playground.registry.Grace;
import io.openluffy.playground.registry.RegistryFiles;
import io.openluffy.server.journey.JourneyWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySweeperTest {
  private static final Actor ADMIN = new Actor("ada", Door.API);

  @TempDir Path work;
  private JourneyWorld world;
  private AskedClusters clusters;
  private RegistrySweeper sweeper;
  private boolean leading = true;

  /** Tells who asks what runs, and lets them wait. */
  private static final class AskedClusters implements Clusters {
    private final Cluster control;
    private final AtomicInteger asking = new AtomicInteger();
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    AskedClusters(Cluster control) {
      this.control = control;
    }

    @Override
    public Cluster control() {
      return control;
    }

    @Override
    public Optional<Cluster> find(String server, String name) {
      return Optional.of(control);
    }

    @Override
    public List<Cluster> all() {
      asking.incrementAndGet();
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of(control);
    }
  }

  @BeforeEach
  void forgetSomething() throws IOException {
    world = JourneyWorld.connected(work);
    clusters = new AskedClusters(world.cluster);
    var here = world.server;
    var inUse = new ImagesInUse(here.projects, here.releases, here.applications, clusters);
    var home = work.resolve("registry");
    sweeper =
        new RegistrySweeper(
            RegistryFiles.open(home, world.clock), inUse, here.store, world.clock, () -> leading);
    var content = "nobody's".getBytes(StandardCharsets.UTF_8);
    var hex = Digest.sha256(content).hex();
    var folder = home.resolve("blobs/sha256").resolve(hex.substring(0, 2));
    var file = Files.write(Files.createDirectories(folder).resolve(hex), content);
    var old = world.clock.instant().minus(Grace.USUAL.content()).minusSeconds(1);
    Files.setLastModifiedTime(file, FileTime.from(old));
  }

  @Test
  void aSweepByHandIsJournaledWithWhoAskedForIt() {
    clusters.mayGoOn.countDown();
    leadForLong();

    assertThat(sweeper.rehearse().bytes()).isEqualTo(8);
    assertThat(journaled()).isEmpty();
    assertThat(sweeper.sweep(ADMIN).bytes()).isEqualTo(8);
    assertThat(journaled()).singleElement().extracting(JournalEntry::actor).isEqualTo(ADMIN);
    assertThat(sweeper.sweep(ADMIN).isNothing()).isTrue();
    assertThat(journaled()).hasSize(1);
  }

  @Test
  void onlyTheServerThatLeadsSweepsOrRehearses() {
    clusters.mayGoOn.countDown();
    leadForLong();
    leading = false;

    assertThatThrownBy(() -> sweeper.sweep(ADMIN)).hasMessageContaining("does not lead");
    assertThatThrownBy(sweeper::rehearse).hasMessageContaining("does not lead");
    leading = true;
    assertThat(sweeper.rehearse().bytes()).as("nothing went").isEqualTo(8);
  }

  @Test
  void whoCameToLeadWaitsUntilTheClustersHaveToldWhatRuns() {
    clusters.mayGoOn.countDown();
    sweeper.reconciler(world.clock.instant());
    world.clock.tick(Duration.ofMinutes(9));

    assertThatThrownBy(() -> sweeper.sweep(ADMIN)).hasMessageContaining("less than ten minutes");
    assertThat(sweeper.rehearse().bytes()).isEqualTo(8);
    world.clock.tick(Duration.ofMinutes(1));
    assertThat(sweeper.sweep(ADMIN).bytes()).isEqualTo(8);
  }

  @Test
  void ofTwoSweepsAtOnceTheSecondComesAfterTheFirst() throws Exception {
    leadForLong();
    var first = new FutureTask<>(() -> sweeper.sweep(ADMIN));
    var second = new FutureTask<>(() -> sweeper.sweep(ADMIN));
    Thread.ofPlatform().start(first);
    Patience.until("the first has begun", () -> clusters.asking.get() == 1);
    var waiting = Thread.ofPlatform().start(second);
    Patience.until("the second waits", () -> waiting.getState() == Thread.State.WAITING);

    assertThat(clusters.asking).hasValue(1);
    clusters.mayGoOn.countDown();

    assertThat(first.get().bytes()).isEqualTo(8);
    assertThat(second.get().isNothing()).isTrue();
    assertThat(journaled()).hasSize(1);
  }

  private void leadForLong() {
    sweeper.reconciler(world.clock.instant().minus(Duration.ofDays(1)));
  }

  private List<JournalEntry> journaled() {
    return world.server.store.journal().about("registry/" + RegistrySweeper.OURS, 10);
  }
}
