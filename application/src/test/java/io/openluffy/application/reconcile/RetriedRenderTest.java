package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.openluffy.application.SyncStatus;
import io.openluffy.application.render.RenderLimits;
import io.openluffy.application.render.RenderSettings;
import io.openluffy.application.render.SourceRenderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rendering that fails by the world's fault is tried again; with real worker processes. */
class RetriedRenderTest {
  private static final String AUTOMATED = "{\"automated\":{}}";
  private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
  private static final String MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
  private static final String ENDLESS =
      "{{ range until 100000 }}{{ range until 100000 }}{{ range until 100000 }}"
          + "{{ end }}{{ end }}{{ end }}";

  @TempDir Path work;
  @TempDir Path rendering;

  @Test
  void aWorkerThatIsKilledFromOutsideCostsOnlyTime() throws InterruptedException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "the process is found on Linux only");
    try (var renderer = renderer(RenderLimits.DEFAULT)) {
      var world = new World(work, ApplicationSettings.PLAIN, renderer);
      world.push(Map.of("deploy/Chart.yaml", CHART, "deploy/templates/a.yaml", MAP));
      var killer = Thread.ofVirtual().start(RetriedRenderTest::killTheFirstWorker);

      world.application(AUTOMATED);
      killer.join();
      assertThat(world.web().conditions().toString()).contains("ComparisonError", "Helm");

      world.tick(Duration.ofSeconds(5));
      assertThat(world.web().conditions()).isEmpty();
      assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
      assertThat(world.live(World.configMapKey("a"))).isPresent();
    }
  }

  @Test
  void anEndlessTemplateIsStoppedAndMendedByAPush() {
    try (var renderer = renderer(RenderLimits.DEFAULT.withTime(Duration.ofSeconds(6)))) {
      var world = new World(work, ApplicationSettings.PLAIN, renderer);
      world.push(Map.of("deploy/Chart.yaml", CHART, "deploy/templates/a.yaml", ENDLESS));

      world.application(AUTOMATED);
      world.tick(Duration.ofSeconds(5));

      assertThat(world.web().sync()).isEqualTo(SyncStatus.UNKNOWN);
      assertThat(world.web().conditions().toString())
          .contains("ComparisonError", "longer than 6 s", "loop without end");
      world.push(Map.of("deploy/templates/a.yaml", MAP));
      world.pushed();
      world.tick(Duration.ofMinutes(3));
      assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    }
  }

  private SourceRenderer renderer(RenderLimits limits) {
    return new SourceRenderer(
        new RenderSettings(
            Path.of(System.getProperty("java.home")),
            System.getProperty("java.class.path"),
            rendering,
            Optional.empty(),
            Optional.empty(),
            limits));
  }

  private static void killTheFirstWorker() {
    while (true) {
      var worker =
          ProcessHandle.current().descendants().filter(RetriedRenderTest::isWorker).findFirst();
      if (worker.isPresent()) {
        worker.get().destroyForcibly();
        return;
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static boolean isWorker(ProcessHandle process) {
    return process.info().command().filter(one -> one.endsWith("/java")).isPresent();
  }
}
