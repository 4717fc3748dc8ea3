package io.openluffy.application.render;

import static io.openluffy.application.render.Sources.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.openluffy.kernel.Blame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A render process that dies by a foreign hand, and one that says too much. */
class WorkerDeathTest {
  private static final String MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n";
  private static final String SLOW =
      "{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}" + MAP;

  @TempDir Path work;
  @TempDir Path root;

  @Test
  void aWorkerThatIsKilledIsTheWorldsFaultAndTheNextRenders() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "the process is found on Linux only");
    var limits = RenderLimits.DEFAULT.withTime(Duration.ofSeconds(40));
    try (var own = new SourceRenderer(Sources.settings(work, limits))) {
      var killer = Thread.ofVirtual().start(WorkerDeathTest::killTheFirstWorker);

      var problem = problem(own, new Sources(root.resolve("a")).chart(SLOW).request());

      assertThat(problem.blame()).isEqualTo(Blame.WORLD);
      assertThat(problem.code()).isEqualTo("render.tool-failed");
      assertThat(own.render(new Sources(root.resolve("b")).chart(MAP).request()).manifests())
          .hasSize(1);
      assertThat(killer.isAlive()).isFalse();
    }
    try (var left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  private static void killTheFirstWorker() {
    while (true) {
      var worker =
          ProcessHandle.current().descendants().filter(WorkerDeathTest::isBusy).findFirst();
      if (worker.isPresent()) {
        worker.get().destroyForcibly();
        return;
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Past its start: it has worked for a while. */
  private static boolean isBusy(ProcessHandle process) {
    return process.info().command().filter(one -> one.endsWith("/java")).isPresent()
        && process
            .info()
            .totalCpuDuration()
            .filter(time -> time.compareTo(Duration.ofMillis(1500)) > 0)
            .isPresent();
  }

  @Test
  void outputWithoutEndIsStoppedAndTheNextRenders() {
    var limits = RenderLimits.DEFAULT.withTime(Duration.ofSeconds(10));
    var flood =
        MAP + "data: {a: '{{ range until 100000 }}{{ range until 10000 }}x{{ end }}{{ end }}'}";
    try (var own = new SourceRenderer(Sources.settings(work, limits))) {
      var problem = problem(own, new Sources(root.resolve("a")).chart(flood).request());

      assertThat(problem.code()).startsWith("render.");
      assertThat(own.render(new Sources(root.resolve("b")).chart(MAP).request()).manifests())
          .hasSize(1);
    }
  }
}
