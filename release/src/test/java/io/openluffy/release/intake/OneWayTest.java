package io.openluffy.release.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OneWayTest {
  private static final String CONFIG =
      ReleaseWorld.CONFIG.replace(
          "environments: [dev]",
          "environments: [dev]\n"
              + "  irreversible: [{path: backend/migration, reason: Tables only grow.}]");

  private final ReleaseWorld world = ReleaseWorld.connected();

  @Test
  void aReleaseThatChangesAMigrationCantBeTakenBack() {
    begin();
    world.push("develop", "Add a table", Map.of("backend/migration/V1.sql", "create table"));
    world.run();
    assertThat(world.newest().irreversible().orElseThrow())
        .contains("Tables only grow.", "backend/migration");

    world.push("develop", "Something else", Map.of("backend/app", "3"));
    world.run();
    assertThat(world.newest().irreversible()).isEmpty();
  }

  @Test
  void aCommitSaysSoForTheReleaseThatHasIt() {
    begin();
    world.push("develop", "Drop it\n\nIrreversible: The column is gone.", Map.of("backend/a", "1"));
    world.run();

    assertThat(world.newest().irreversible()).contains("The column is gone.");
  }

  @Test
  void whatWasPushedAndNotReleasedCountsForTheNextRelease() {
    begin();
    world.push("develop", "Add [skip ci]", Map.of("backend/migration/V1.sql", "create table"));
    world.run();
    world.push("develop", "Something else", Map.of("backend/app", "3"));
    world.run();

    assertThat(world.newest().irreversible()).isPresent();
  }

  @Test
  void anEmptyTrailerAndAFileBesideTheFolderSayNothing() {
    begin();
    world.push(
        "develop",
        "Drop it\n\nIrreversible:   ",
        Map.of("backend/migration.md", "about them", "migration/x", "1"));
    world.run();

    assertThat(world.newest().irreversible()).isEmpty();
  }

  private void begin() {
    world.push("main", "Configure", Map.of(".openluffy/openluffy.yaml", CONFIG));
    world.pushSample();
    world.push("develop", "Configure", Map.of(".openluffy/openluffy.yaml", CONFIG));
    world.run();
  }
}
