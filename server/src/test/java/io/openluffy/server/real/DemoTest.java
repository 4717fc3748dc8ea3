package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code luffy demo}, as somebody sees it who tries it. */
@Execution(ExecutionMode.CONCURRENT)
class DemoTest {
  @TempDir Path home;

  @Test
  void unattendedEndsWellAndTellsHowLongEachStepTook() {
    try (var demo = RealServer.demo(home, "--unattended")) {
      assertThat(demo.exitCode(Duration.ofMinutes(8))).as(demo.said()).isZero();

      assertThat(demo.said())
          .contains("has arrived in preprod", "waits for approval before prod", "pinned")
          .contains("How long it took")
          .containsPattern("rollback +\\d+[.,]\\d s");
      assertThat(demo.companions()).isEmpty();
    }
  }

  @Test
  void whatWasStoppedGoesOnWhereItWas() {
    try (var first = RealServer.demo(home)) {
      Patience.until("the images are built", () -> first.said().contains("is built"));
      first.kill();

      try (var second = first.again()) {
        Patience.until("it is built", () -> second.said().contains("is built"));
        assertThat(second.said()).contains("Going on with 'Hello at ").doesNotContain("Ada pushes");
        second.stop();
        Patience.until("it says goodbye", () -> second.said().contains("Stopped. The next start"));
      }
    }
  }

  @Test
  void resetBeginsAnew() {
    try (var first = RealServer.start(home)) {
      var password = read("admin-password");
      first.stop();

      try (var second = RealServer.demo(home, "--reset").awaitReady()) {
        assertThat(read("admin-password")).isNotEqualTo(password);
        assertThat(second.admin().ask("GET", "/api/v1/users", "").status()).isEqualTo(200);
      }
    }
  }

  private String read(String name) {
    try {
      return Files.readString(home.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
