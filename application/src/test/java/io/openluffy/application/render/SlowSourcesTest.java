package io.openluffy.application.render;

import static io.openluffy.application.render.Sources.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that take for ever do not hold up the others; in real worker processes. */
class SlowSourcesTest {
  private static final String MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n";
  private static final String ENDLESS =
      "{{ range until 100000 }}{{ range until 100000 }}{{ range until 100000 }}"
          + "{{ end }}{{ end }}{{ end }}"
          + MAP;
  private static final Duration LIMIT = Duration.ofSeconds(24);

  @TempDir Path work;
  @TempDir Path root;

  @Test
  void othersAreRenderedWhileEndlessOnesFillEveryPlace() throws InterruptedException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "the workers are watched on Linux only");
    var limits = RenderLimits.DEFAULT.withTime(LIMIT);
    try (var renderer = new SourceRenderer(Sources.settings(work, limits))) {
      var ends = new ConcurrentHashMap<String, String>();
      var endless = List.of(endless("a"), endless("b"), endless("c"));
      var threads = endless.stream().map(one -> begin(renderer, one, ends)).toList();
      while (busyWorkers() < limits.workers()) {
        LockSupport.parkNanos(1_000_000);
      }

      var healthy = new Sources(root.resolve("good")).chart(MAP).request();
      assertThat(renderer.render(healthy).manifests()).hasSize(1);

      assertThat(threads).as("the one that stepped aside goes on").anyMatch(Thread::isAlive);
      for (var thread : threads) {
        thread.join();
      }
      assertThat(ends.values()).contains("render.too-slow", "render.held-up").hasSize(3);
      assertThat(renderer.render(healthy).manifests()).hasSize(1);
      var tooSlow =
          endless.stream()
              .filter(one -> ends.getOrDefault(one.key(), "").equals("render.too-slow"))
              .findFirst()
              .orElseThrow();
      assertThat(problem(renderer, tooSlow).code()).as("at once").isEqualTo("render.too-slow");
    }
  }

  private static Thread begin(
      Renderer renderer, RenderRequest request, ConcurrentHashMap<String, String> ends) {
    return Thread.ofVirtual()
        .start(() -> ends.put(request.key(), problem(renderer, request).code()));
  }

  private RenderRequest endless(String key) {
    return new Sources(root.resolve(key)).chart(ENDLESS).key(key).request();
  }

  private static long busyWorkers() {
    return ProcessHandle.current()
        .descendants()
        .filter(one -> one.info().command().filter(path -> path.endsWith("/java")).isPresent())
        .count();
  }
}
