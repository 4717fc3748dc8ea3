package io.openluffy.release.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import io.openluffy.kernel.store.PostgresStore;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.config.ConfigurationReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesInPostgresTest {
  @TempDir Path home;

  @Test
  void projectsReleasesAndLogsAreKeptAsTheyWere() {
    var clock = SettableClock.atNoon();
    try (var postgres = EmbeddedPostgres.start(home);
        var store = PostgresStore.open(postgres.address(), clock)) {
      var world = new ReleaseWorld(clock, store);
      world.connect();
      world.pushSample();
      world.push("develop", "Change", Map.of("backend/app", "2"));

      world.controllers.connected(world.url);
      world.run();

      var configuration =
          ConfigurationReader.read(Map.of(".openluffy/openluffy.yaml", ReleaseWorld.CONFIG))
              .configuration();
      assertThat(world.project().configuration()).isEqualTo(configuration);
      assertThat(world.newest().state()).isInstanceOf(ReleaseState.Ready.class);
      assertThat(world.releases.list(ReleaseWorld.SHOP, 10)).hasSize(2);
      assertThat(world.releases.pushes(ReleaseWorld.SHOP, 10)).hasSize(2);
      assertThat(world.releases.open()).isEmpty();
      assertThat(world.releases.buildLog(world.newest().id(), 0, 100)).isNotEmpty();
      assertThat(store.journal().verify()).isEmpty();
    }
  }

  /**
   * As it was stored before an environment's protection had a place of its own, and approvals had
   * rules, a time-out and a glass to break.
   */
  @Test
  void whatProtectsAnEnvironmentOutlivesTheUpgrade() throws Exception {
    var clock = SettableClock.atNoon();
    try (var postgres = EmbeddedPostgres.start(home);
        var store = PostgresStore.open(postgres.address(), clock)) {
      var world = new ReleaseWorld(clock, store);
      world.connect();
      var rule = "  approval: {required: 2, from: [\"role:approver\"]}\n";
      var protectedProd = "  application: shop-prod\n" + rule + "  requires: {verified: dev}\n";
      var config = ReleaseWorld.CONFIG.replace("  application: shop-prod\n", protectedProd);
      world.push("main", "Begin", ReleaseWorld.sample(config));
      world.controllers.connected(world.url);
      world.run();
      var before = world.project();
      assertThat(before.configuration().environment("prod").orElseThrow().approval()).isPresent();

      var password = Files.readString(home.resolve("postgres-password")).strip();
      var address = postgres.address();
      try (var connection = DriverManager.getConnection(address.url(), address.user(), password);
          var statement = connection.createStatement()) {
        statement.execute(
            """
            update project set document = jsonb_set(document, '{configuration,environments,prod}',
              (document #> '{configuration,environments,prod}') - 'protection'
              || (document #> '{configuration,environments,prod,protection}')
              #- '{approval,shares}' #- '{approval,timeout}' #- '{emergency}')""");
        statement.execute(script("V5_2__protection.sql"));
      }

      assertThat(world.project()).isEqualTo(before);
    }
  }

  private static String script(String name) throws IOException {
    var path = "/db/migration/release/" + name;
    try (var in = ReleasesInPostgresTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
