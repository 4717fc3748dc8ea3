package io.openluffy.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.openluffy.kernel.PrivateFiles;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.PostgresStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir Path home;

  private long factsAfter(EmbeddedPostgres postgres) {
    try (var store = PostgresStore.open(postgres.address(), SettableClock.atNoon())) {
      store.update(
          Actor.OPENLUFFY, tx -> tx.record(new Fact("test.ran", "test/" + home, Map.of())));
      return store.journal().last();
    }
  }

  @Test
  void stateSurvivesStopsKillsAndLostFiles() throws Exception {
    try (var first = EmbeddedPostgres.start(home)) {
      assertThat(factsAfter(first)).isEqualTo(1);
      assertThat(first.address().toString()).doesNotContain(password());
    }
    assertThat(Files.exists(home.resolve("postgres/postmaster.pid"))).isFalse();
    assertThat(Files.getPosixFilePermissions(home.resolve("postgres-password")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    var killed = EmbeddedPostgres.start(home);
    assertThat(factsAfter(killed)).isEqualTo(2);
    var pid =
        Long.parseLong(Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst());
    var server = ProcessHandle.of(pid).orElseThrow();
    server.destroyForcibly();
    server.onExit().get(10, TimeUnit.SECONDS);
    killed.close();
    Files.delete(home.resolve("postgres-password"));

    try (var again = EmbeddedPostgres.start(home)) {
      assertThat(factsAfter(again)).isEqualTo(3);
    }
  }

  @Test
  void itComesBackByItselfWhenItIsKilledAlone() throws Exception {
    try (var postgres = EmbeddedPostgres.start(home);
        var store = PostgresStore.open(postgres.address(), SettableClock.atNoon())) {
      var server = ProcessHandle.of(postmaster()).orElseThrow();

      server.destroyForcibly();
      server.onExit().get(10, TimeUnit.SECONDS);

      assertThat(firstAnswer(store)).isEqualTo(1);
      assertThat(postmaster()).isNotEqualTo(server.pid());
    }
    assertThat(Files.exists(home.resolve("postgres/postmaster.pid"))).isFalse();
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst().strip());
  }

  /** Tries again, as the loops do, until the database takes a row. */
  private static long firstAnswer(PostgresStore store) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        store.update(Actor.OPENLUFFY, tx -> tx.record(new Fact("test.ran", "test/x", Map.of())));
        return store.journal().last();
      } catch (ProblemException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  @Test
  void aFullDiskIsToldAndRoomIsAllItTakesToGoOn() throws Exception {
    try (var disk = SmallDisk.mounted(home.resolve("disk"), "260m")) {
      try (var postgres = EmbeddedPostgres.start(disk.folder());
          var store = PostgresStore.open(postgres.address(), SettableClock.atNoon())) {
        var written = firstAnswer(store);
        disk.fill();

        assertThatThrownBy(() -> writeMuch(store)).isInstanceOf(ProblemException.class);

        disk.makeRoom();
        assertThat(firstAnswer(store)).isGreaterThan(written);
        assertThat(store.journal().verify()).isEmpty();
      }
    }
  }

  private static void writeMuch(PostgresStore store) {
    var random = new SplittableRandom(1);
    for (var i = 0; i < 200; i++) {
      var content = new byte[1 << 20];
      random.nextBytes(content);
      store.update(Actor.OPENLUFFY, tx -> tx.putBlob(content));
    }
  }

  @Test
  void aDiskThatIsFullFromTheBeginningIsToldAndTheNextStartGoesOn() throws Exception {
    try (var disk = SmallDisk.mounted(home.resolve("disk"), "200m")) {
      disk.fill();
      assertThatThrownBy(() -> EmbeddedPostgres.start(disk.folder()))
          .hasMessageContaining("The disk is full")
          .hasMessageContaining(disk.folder().toString());

      disk.makeRoom();
      try (var postgres = EmbeddedPostgres.start(disk.folder())) {
        assertThat(factsAfter(postgres)).isEqualTo(1);
      }
    }
  }

  @Test
  void aFolderThatCanOnlyBeReadIsTold() throws Exception {
    try (var disk = SmallDisk.mounted(home.resolve("disk"), "10m")) {
      disk.readOnly();

      assertThatThrownBy(() -> EmbeddedPostgres.start(disk.folder()))
          .hasMessageContaining("The file system can only be read")
          .hasMessageContaining("--home");
    }
  }

  @Test
  void whatIsErasedIsMadeAnewWhereverItWas() throws Exception {
    EmbeddedPostgres.start(home).close();
    var elsewhere = Files.createDirectories(home.resolve("elsewhere"));
    Files.createDirectory(elsewhere.resolve("postgres"));
    Files.writeString(home.resolve(Place.LOCATION), elsewhere.toString());

    EmbeddedPostgres.erase(home);

    assertThat(elsewhere).doesNotExist();
    assertThat(home.resolve("postgres")).doesNotExist();
    assertThat(home.resolve("postgres-password")).doesNotExist();
    try (var postgres = EmbeddedPostgres.start(home)) {
      assertThat(factsAfter(postgres)).isEqualTo(1);
    }
  }

  @Test
  void aSecondServerOnTheHomeIsRefused() {
    try (var first = EmbeddedPostgres.start(home)) {
      assertThat(first.address()).isNotNull();
      assertThatThrownBy(() -> EmbeddedPostgres.start(home))
          .hasMessageContaining("Another server is running on this home");
    }
  }

  @Test
  void anotherProgramWithTheNumberOfAStaleFileIsNotTouched() throws Exception {
    EmbeddedPostgres.start(home).close();
    var other = new ProcessBuilder("sleep", "60").start();
    Files.writeString(home.resolve("postgres/postmaster.pid"), other.pid() + "\n");

    EmbeddedPostgres.start(home).close();

    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly();
  }

  @Test
  void damagedProgramsAreUnpackedAnew() throws Exception {
    EmbeddedPostgres.start(home).close();
    try (var files = Files.walk(home.resolve("postgres-bin"))) {
      var initdb = files.filter(file -> file.endsWith("initdb")).findFirst().orElseThrow();
      Files.writeString(initdb, "cut off");
    }

    try (var again = EmbeddedPostgres.start(home)) {
      assertThat(factsAfter(again)).isEqualTo(1);
    }
  }

  @Test
  void rootRunsItAsSomebodyElseWhereNamespacesAreForbidden() throws Exception {
    assumeTrue(RunAs.isRoot());
    var elsewhere = home.resolve("elsewhere");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    var ways = RunAs.otherUsers();
    var hidden = PrivateFiles.createFolder(home.resolve("hidden"));

    var place = Place.choose(hidden, elsewhere, ways);

    assertThat(place.folder().getParent()).isEqualTo(elsewhere);
    assertThat(Place.choose(hidden, elsewhere, ways)).isEqualTo(place);
    Files.createDirectory(home.resolve("open"));
    try (var postgres = EmbeddedPostgres.start(home.resolve("open"), ways)) {
      assertThat(factsAfter(postgres)).isEqualTo(1);
    }
    assertThat(Files.getOwner(home.resolve("open/postgres")).getName()).isNotEqualTo("root");
    try (var postgres = EmbeddedPostgres.start(home.resolve("open"))) {
      assertThat(factsAfter(postgres)).isEqualTo(2);
    }
  }

  @Test
  void aHomeThatIsAFileIsExplained() throws Exception {
    var file = Files.writeString(home.resolve("file"), "");

    assertThatThrownBy(() -> EmbeddedPostgres.start(file))
        .hasMessageContaining("--home")
        .hasMessageContaining(file.toString());
  }

  @Test
  void withNoWayToStopBeingRootItSaysWhatToDo() {
    assertThatThrownBy(() -> EmbeddedPostgres.start(home, List.of()))
        .hasMessageContaining("--database-url");
  }

  private String password() throws Exception {
    return Files.readString(home.resolve("postgres-password"));
  }
}
