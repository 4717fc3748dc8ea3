package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a server says that can't start, and that the next start goes on. */
@Execution(ExecutionMode.CONCURRENT)
class StartTest {
  private static final Duration SOON = Duration.ofMinutes(4);
  private static final List<String> PORTS = List.of("--port", "--kube-port", "--ingress-port");

  @TempDir Path home;

  @Test
  void aPortInUseIsNamedWithTheOptionToChooseAnother() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (var option : PORTS) {
        var arguments = new ArrayList<>(List.of("up"));
        for (var each : PORTS) {
          var port = each.equals(option) ? taken.getLocalPort() : 0;
          arguments.addAll(List.of(each, String.valueOf(port)));
        }

        try (var server = RealServer.launch(home, arguments)) {
          assertThat(server.exitCode(SOON)).as(server.said()).isEqualTo(1);
          assertThat(server.said())
              .contains(String.valueOf(taken.getLocalPort()), "in use", option)
              .doesNotContain("by our mistake");
          assertThat(home.resolve("server.json")).doesNotExist();
        }
      }
    }
    RealServer.start(home).close();
  }

  @Test
  void aSecondServerOnTheHomeIsToldWhereTheFirstOneIs() {
    try (var first = RealServer.start(home);
        var second = first.again()) {
      assertThat(second.exitCode(SOON)).isEqualTo(1);
      assertThat(second.said())
          .contains("Another OpenLuffy server uses this home")
          .contains(home.resolve("server.json").toString());
      assertThat(first.api().ask("GET", "/readyz", "").body()).contains("leading");
    }
  }

  @Test
  void whatAKilledServerLeftBehindHindersNobody() throws IOException {
    try (var first = RealServer.start(home)) {
      first.kill();
      assertThat(home.resolve("server.json")).exists();
      Files.writeString(home.resolve(".new-4711"), "half a file");
      Files.createDirectories(home.resolve("render/worker-1"));
      Files.createDirectories(home.resolve("postgres.new"));

      try (var second = first.again()) {
        Patience.until(
            "the old addresses are gone",
            () -> second.said().contains("ready") || !Files.exists(home.resolve("server.json")));
        second.awaitReady();
        assertThat(second.addresses().path("pid").asLong()).isEqualTo(second.pid());
        assertThat(home.resolve(".new-4711")).doesNotExist();
        assertThat(second.admin().ask("GET", "/api/v1/users", "").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void ctrlCAtAnyMomentOfAFirstStartLeavesAHomeThatStarts() {
    for (var millis : List.of(300, 900, 1_800, 3_000, 4_500)) {
      try (var server = RealServer.demo(home)) {
        server.readyWithin(Duration.ofMillis(millis));
        server.stop();
        assertThat(server.said()).doesNotContain("✗");
        Patience.until("nobody is left behind", () -> server.companions().isEmpty());
      }
    }
    RealServer.start(home).close();
  }
}
