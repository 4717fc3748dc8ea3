package io.openluffy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server, as whom, and what it means when it says no. */
class ConnectionTest {
  @TempDir Path home;
  private Typist typist;
  private CannedServer server;

  @BeforeEach
  void open() throws IOException {
    server = new CannedServer();
    typist = new Typist(home).at(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anEmptyVariableCountsAsUnset() throws IOException {
    typist.in(Map.of("LUFFY_SERVER", "", "LUFFY_TOKEN", ""));
    Files.writeString(home.resolve("admin-password"), "the password\n");
    serverFile(ProcessHandle.current().pid());
    server.on("POST /api/v1/session", "{\"token\":\"fresh\"}").on("GET /api/v1/tokens", "[]");

    assertThat(typist.luffy("token", "list").out()).isEqualTo("No tokens.\n");
  }

  @Test
  void credentialsThatTheGitHostRefusesAreNoServerThatIsAway() {
    server.on("POST /api/v1/projects", 503, problem("The git host refused our credentials."));

    var result = typist.luffy("connect", "https://git.example/shop.git");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.error()).contains("The git host refused our credentials.");
  }

  @Test
  void theDoctorAsksTheServerBeforeItSaysThatOneAnswers() {
    server.on("GET /api/version", "{\"Version\":\"0.1\"}");
    assertThat(typist.luffy("doctor").out()).contains("✓ Server: answers at " + server.url());

    server.close();

    var result = typist.luffy("doctor");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("✗ Server: No server answers at " + server.url())
        .doesNotContain("Sign-in");
  }

  @Test
  void eachKindOfRefusalHasItsExitCode() {
    server
        .on(
            "GET /api/v1/applications/a/diff",
            403,
            problem("'ana' does not have the role developer."))
        .on("GET /api/v1/applications/b/diff", 503, problem("The cluster is away."))
        .on("GET /api/v1/applications/c/diff", 409, problem("It changed."))
        .on(
            "GET /api/v1/applications/d/diff",
            "{\"resources\":[{\"change\":\"update\",\"kind\":\"X\"}]}")
        .on("GET /api/v1/applications/e/diff", "{\"resources\":[]}");

    assertThat(typist.luffy("diff", "a").code()).isEqualTo(3);
    assertThat(typist.luffy("diff", "b").code()).isEqualTo(1);
    assertThat(typist.luffy("diff", "c").code()).isEqualTo(1);
    assertThat(typist.luffy("diff", "d").code()).isEqualTo(1);
    assertThat(typist.luffy("diff", "e").code()).isZero();
    assertThat(typist.luffy("diff", "none").code()).isEqualTo(5);
    assertThat(typist.luffy("diff", "a").error()).contains("role developer").contains("Do that.");
    server.close();
    var gone = typist.luffy("diff", "a");
    assertThat(gone.code()).isEqualTo(4);
    assertThat(gone.error()).contains("nothing listens there").contains("luffy up");
  }

  @Test
  void theFileOfAServerThatWasKilledIsNotBelieved() throws IOException {
    typist.in(Map.of());
    Files.writeString(home.resolve("admin-password"), "never sent");
    serverFile(deadPid());

    var result = typist.luffy("status");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.error()).contains("No server answers at http://localhost:8080");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void whoMayReadTheHomeNeedsNoSignIn() throws IOException {
    typist.in(Map.of());
    Files.writeString(home.resolve("admin-password"), "the password\n");
    serverFile(ProcessHandle.current().pid());
    server.on("POST /api/v1/session", "{\"token\":\"fresh\"}").on("GET /api/v1/tokens", "[]");

    assertThat(typist.luffy("token", "list").out()).isEqualTo("No tokens.\n");
    assertThat(Files.getPosixFilePermissions(home.resolve("cli.json"))).hasSize(2);
  }

  @Test
  void passwordsAreReadFromInputAndNeverFromArguments() {
    typist.types("old one\nnew one!\n");
    server.on("PUT /api/v1/account/password", "{}");

    assertThat(typist.luffy("password").code()).isZero();
    assertThat(server.asked())
        .anyMatch(one -> one.contains("\"old one\"") && one.contains("\"new one!\""));
    assertThat(typist.luffy("user", "add", "eve", "--password", "x").code()).isEqualTo(2);
  }

  private void serverFile(long pid) throws IOException {
    Files.writeString(
        home.resolve("server.json"), "{\"pid\":" + pid + ",\"page\":\"" + server.url() + "\"}");
  }

  private static String problem(String detail) {
    return "{\"code\":\"x.y\",\"detail\":\"" + detail + "\",\"remedy\":\"Do that.\"}";
  }

  private static long deadPid() throws IOException {
    var process = new ProcessBuilder("true").start();
    process.onExit().join();
    return process.pid();
  }
}
