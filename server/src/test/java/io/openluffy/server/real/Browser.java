package io.openluffy.server.real;

import io.openluffy.ground.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium in which Ben watches the page: {@code ui/e2e/journey.spec.ts}. */
final class Browser implements AutoCloseable {
  private static final int LIMIT_SECONDS = 240;

  private final Process process;
  private final Path output;

  private Browser(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Ben has signed in and looks at the pipelines, on which nothing is said of the tag yet. */
  static Browser watching(RealServer server, String tag, Path folder) throws IOException {
    var ui = ui();
    Assumptions.assumeTrue(chromium().isPresent(), "no Chromium: set OPENLUFFY_TEST_CHROMIUM");
    Assumptions.assumeTrue(
        Files.isDirectory(ui.resolve("node_modules/playwright")), "the room ui is not set up");
    var output = folder.resolve("browser.txt");
    var watching = folder.resolve("watching");
    var command = List.of("node", "node_modules/playwright/cli.js", "test", "journey.spec.ts");
    var builder =
        new ProcessBuilder(
                Stream.concat(
                        command.stream(), Stream.of("--reporter=line", "--output=target/journey"))
                    .toList())
            .directory(ui.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    var environment = builder.environment();
    environment.put("OPENLUFFY_TEST_CHROMIUM", chromium().orElseThrow());
    environment.put("OPENLUFFY_JOURNEY_PAGE", server.address("page"));
    environment.put("OPENLUFFY_JOURNEY_USER", "ben");
    environment.put("OPENLUFFY_JOURNEY_PASSWORD", Api.password("ben"));
    environment.put("OPENLUFFY_JOURNEY_TAG", tag);
    environment.put("OPENLUFFY_JOURNEY_WATCHING", watching.toString());
    var browser = new Browser(builder.start(), output);
    Patience.until("Ben watches the page", () -> Files.exists(watching) || browser.failed());
    return browser;
  }

  private boolean failed() {
    if (!process.isAlive()) {
      throw new AssertionError("the browser ended:\n" + said());
    }
    return false;
  }

  /** Waits until he has seen it all, and fails with what he did not see. */
  void seesItToTheEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("the browser saw something else:\n" + said());
    }
  }

  private String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> chromium() {
    return Stream.of(
            Optional.ofNullable(System.getenv("OPENLUFFY_TEST_CHROMIUM")).orElse(""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser")
        .filter(path -> !path.isEmpty() && Files.isExecutable(Path.of(path)))
        .findFirst();
  }

  private static Path ui() {
    var here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("ui")) ? here.resolve("ui") : here.resolveSibling("ui");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
