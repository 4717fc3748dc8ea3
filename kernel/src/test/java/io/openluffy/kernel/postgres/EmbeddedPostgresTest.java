package io.openluffy.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.PostgresStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    var hidden = Files.createDirectory(home.resolve("hidden"), SecretFiles.FOLDER);

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
