package io.openluffy.release.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import io.openluffy.kernel.store.PostgresStore;
import io.openluffy.release.ReleaseState;
import io.openluffy.release.config.ConfigurationReader;
import java.nio.file.Path;
import java.util.Map;
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
}
