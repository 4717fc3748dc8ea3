package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.SyncStatus;
import io.openluffy.git.CommitId;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many applications of one repository: a commit costs what it changes. */
class ManyApplicationsTest {
  private static final int MANY = 60;
  private static final ApplicationName CHANGED = ApplicationName.of("app-7");
  private static final ApplicationName OTHER = ApplicationName.of("app-8");

  @TempDir Path work;
  private World world;
  private CommitId first;

  @BeforeEach
  void manyApplications() {
    world = new World(work);
    var files = new HashMap<String, String>();
    for (int i = 0; i < MANY; i++) {
      files.put("apps/" + i + "/map.json", World.configMap("map-" + i, "1"));
    }
    first = world.push(files).id();
    for (int i = 0; i < MANY; i++) {
      world.application("app-" + i, "apps/" + i, "{\"automated\":{}}");
    }
    world.run();
    world.cluster.forgetCalls();
  }

  @Test
  void aCommitIsWrittenOnlyWhereItChangesSomething() {
    int renders = world.renderer.renders;

    var commit = world.push(Map.of("apps/7/map.json", World.configMap("map-7", "2"))).id();
    world.pushed();

    assertThat(world.renderer.renders).isEqualTo(renders + 1);
    assertThat(world.cluster.calls())
        .isNotEmpty()
        .allMatch(call -> call.endsWith("/app-7") || call.endsWith("/map-7"));
    assertThat(shown(CHANGED)).isEqualTo(commit.hex());
    assertThat(shown(OTHER)).isEqualTo(first.hex());
  }

  @Test
  void whoAsksIsToldTheNewestRevisionAllTheSame() {
    var commit = world.push(Map.of("docs/readme.md", "hello")).id();
    world.pushed();

    var other = world.engine.applications().find(OTHER).orElseThrow();
    assertThat(other.revision()).contains(commit);
    assertThat(other.sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.cluster.calls()).isEmpty();

    world.patch(
        new ResourceKey("argoproj.io", "Application", "argocd", "app-8"),
        "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
    world.run();
    assertThat(shown(OTHER)).isEqualTo(commit.hex());
  }

  @Test
  void neitherTimeNorARestartIsAReasonToWrite() {
    world.push(Map.of("docs/readme.md", "hello"));

    world.tick(Duration.ofMinutes(5));
    world.restart();
    world.run();

    assertThat(world.cluster.calls()).noneMatch(call -> call.startsWith("patch"));
  }

  @Test
  void laterCommitsAreSeenToo() {
    var commit = world.push(Map.of("docs/readme.md", "hello")).id();
    world.pushed();
    assertThat(world.engine.applications().find(OTHER).orElseThrow().revision()).contains(commit);

    world.push(Map.of("apps/8/map.json", World.configMap("map-8", "2")));
    world.pushed();
    var third = world.push(Map.of("docs/readme.md", "bye")).id();
    world.pushed();

    assertThat(world.engine.applications().find(OTHER).orElseThrow().revision()).contains(third);
  }

  private String shown(ApplicationName name) {
    return world.live(ApplicationResources.key(name)).orElseThrow().text("/status/sync/revision");
  }
}
