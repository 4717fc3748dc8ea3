package io.openluffy.playground.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.playground.FreshPlayground;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kubernetes' own conformance tests, as far as they have passed here once, pass still. */
@Tag("long")
class ConformanceTest {
  private static final int AT_ONCE = 6;
  private static final int LIMIT_MINUTES = 60;
  private static final int FEWEST = 100;

  @TempDir Path folder;

  @Test
  void whatPassedOncePassesStill() throws IOException, InterruptedException {
    var program =
        Optional.ofNullable(System.getenv("OPENLUFFY_TEST_E2E"))
            .map(Path::of)
            .filter(Files::isExecutable);
    Assumptions.assumeTrue(
        program.isPresent(), "OPENLUFFY_TEST_E2E names no program: tools/e2e.sh builds it");
    var tests = expected();
    try (var playground = FreshPlayground.in(folder)) {
      var failed = failing(program.orElseThrow(), playground.kubeconfig(), tests, AT_ONCE);
      // Some of them have time limits of their own, which a busy machine exceeds.
      var failedTwice =
          failed.isEmpty()
              ? failed
              : failing(program.orElseThrow(), playground.kubeconfig(), failed, 1);

      assertThat(tests).hasSizeGreaterThan(FEWEST);
      assertThat(failedTwice)
          .as("of %d tests; what they said is in %s", tests.size(), folder)
          .isEmpty();
    }
  }

  private static List<String> expected() throws IOException {
    try (var stream = ConformanceTest.class.getResourceAsStream("/conformance/passing.txt")) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("[sig-"))
          .toList();
    }
  }

  private List<String> failing(Path program, Path kubeconfig, List<String> tests, int atOnce)
      throws IOException, InterruptedException {
    var list = Files.write(folder.resolve("tests.txt"), tests);
    var said = folder.resolve("said.txt");
    var process =
        new ProcessBuilder(
                program.toString(),
                "each",
                "--kubeconfig=" + kubeconfig,
                "--tests=" + list,
                "--workers=" + atOnce,
                "--output=" + folder)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as("it ends in time").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    var lines = Files.readAllLines(said);
    return tests.stream()
        .filter(
            test ->
                lines.stream()
                    .noneMatch(line -> line.startsWith("PASS ") && line.endsWith("s " + test)))
        .toList();
  }
}
