package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import io.openluffy.kernel.store.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL: the second reads along, and goes on when the first is killed. */
class TwoServersTest {
  @TempDir Path folder;

  @Test
  void theSecondTakesOverAJourneyAndTheFirstComesBackAsFollower() throws IOException {
    try (var postgres = EmbeddedPostgres.start(folder.resolve("database"))) {
      var database = Map.of("LUFFY_DATABASE_URL", url(postgres.address()));
      try (var first = RealServer.launch(folder.resolve("first"), database).awaitReady();
          var second = RealServer.launch(secondHome(first), database).awaitReady()) {
        var project = RealProject.begin(first, folder.resolve("work"));
        project.awaits(project.push("develop", "Hello"), "preprod", "Arrived");
        var commit = project.push("main", "Hello");
        var shown = project.shown(commit);
        assertThat(state(first)).contains("leading");
        assertThat(state(second)).contains("following");

        project.moveTo(second);
        assertThat(project.state(commit, "prod")).isEqualTo("AwaitingApproval");
        assertThat(project.approve(project.ben(), shown).status()).isEqualTo(200);
        first.kill();

        Patience.until("the second leads", () -> state(second).contains("leading"));
        project.awaits(commit, "prod", "Arrived");
        assertThat(Site.headline(second, "openluffy.localhost")).isEqualTo("Hello");
        project.awaits(project.push("develop", "Again"), "preprod", "Arrived");

        comesBack(first, project);
      }
    }
  }

  @Test
  void aLeaderThatLosesItsHoldOnTheDatabaseStopsLeadingWhileItLives() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder.resolve("database"))) {
      var database = url(postgres.address());
      var environment = Map.of("LUFFY_DATABASE_URL", database);
      try (var first = RealServer.launch(folder.resolve("first"), environment).awaitReady();
          var second = RealServer.launch(secondHome(first), environment).awaitReady()) {
        var deposed = Kubectl.of(first, folder);
        deposed.run("create configmap kept -n default --from-literal=a=b");

        cutWhoLeads(database);

        Patience.until("the second leads", () -> state(second).contains("leading"));
        Patience.until("the first follows", () -> state(first).contains("following"));
        assertThat(first.isAlive()).isTrue();
        assertThat(deposed.tried("get namespaces", "").code()).isNotZero();
        assertThat(Kubectl.of(second, folder).run("get configmap kept -n default -o name"))
            .contains("kept");
      }
    }
  }

  private static void cutWhoLeads(String database) throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement();
        var cut =
            statement.executeQuery(
                "select pg_terminate_backend(pid) from pg_locks"
                    + " where locktype = 'advisory' and granted")) {
      assertThat(cut.next()).isTrue();
    }
  }

  private static void comesBack(RealServer first, RealProject project) {
    try (var again = first.again().awaitReady()) {
      assertThat(state(again)).contains("following");
      project.moveTo(again);
      assertThat(project.verdict().path("intact").asBoolean()).isTrue();
    }
  }

  private String url(DatabaseAddress address) throws IOException {
    var password = Files.readString(folder.resolve("database/postgres-password")).strip();
    return address.url() + "?user=" + address.user() + "&password=" + password;
  }

  /** What servers share beside the database: the sealing key, our repositories and images. */
  private Path secondHome(RealServer first) throws IOException {
    var home = Files.createDirectories(folder.resolve("second"));
    Files.copy(first.home().resolve("sealing-key"), home.resolve("sealing-key"));
    for (var name : List.of("git", "registry")) {
      Files.createSymbolicLink(home.resolve(name), first.home().resolve(name));
    }
    return home;
  }

  private static String state(RealServer server) {
    return server.api().ask("GET", "/readyz", "").body();
  }
}
