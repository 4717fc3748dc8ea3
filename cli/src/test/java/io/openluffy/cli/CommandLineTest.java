package io.openluffy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.cli.api.Connection;
import io.openluffy.cli.command.Luffy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final String PROMOTION =
      "{\"id\":\"p-1\",\"tag\":\"main-9f8e7d6\",\"environment\":\"prod\",\"state\":\"%s\","
          + "\"approvals\":[%s],\"approvalsRequired\":%d%s}";
  private static final String VOTE = "{\"by\":\"ana\",\"vote\":\"approve\",\"void\":false}";

  @TempDir Path home;
  private CannedServer server;
  private String input = "";
  private final Map<String, String> environment = new HashMap<>();

  private record Result(int code, String out, String error) {}

  @BeforeEach
  void open() throws IOException {
    server = new CannedServer();
    environment.put("LUFFY_SERVER", server.url());
    environment.put("LUFFY_TOKEN", "t");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void statusFitsEightyColumns() {
    server.on(
        "GET /api/v1/home",
        """
        {"services":[
          {"project":"openluffy","service":"backend","cells":[
            {"environment":"dev","tag":"dev-a1b2c3d","health":"Healthy","sync":"Synced","since":"2026-11-23T08:58:00Z"},
            {"environment":"preprod","tag":"dev-a1b2c3d","health":"Progressing","sync":"OutOfSync","behind":4},
            {"environment":"prod","health":"Missing","sync":"OutOfSync","arriving":{"state":"AwaitingApproval","tag":"main-9f8e7d6"}}]}],
         "waitingForMe":[{"id":"p-1","tag":"main-9f8e7d6","environment":"prod","state":"AwaitingApproval",
           "wait":{"message":"0 of 1 approvals by role:approver."}}],
         "running":[],"broken":[]}""");

    var result = luffy("status");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("backend  dev          dev-a1b2c3d  Healthy      2m")
        .contains("OutOfSync, 4 behind")
        .contains("waits for approval")
        .contains("main-9f8e7d6 -> prod  p-1")
        .contains("0 of 1 approvals");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void somethingBrokenIsExitCodeOne() {
    server.on(
        "GET /api/v1/home",
        "{\"services\":[],\"waitingForMe\":[],\"running\":[],"
            + "\"broken\":[{\"title\":\"shop: build\",\"message\":\"No Dockerfile.\"}]}");

    assertThat(luffy("status").code()).isEqualTo(1);
    assertThat(luffy("status").out()).contains("✗ shop: build", "No Dockerfile.");
  }

  @Test
  void jsonAndYamlAreTheAnswerOfTheServer() {
    server.on("GET /api/v1/home", "{\"services\":[],\"broken\":[]}");

    assertThat(luffy("status", "-o", "json").out())
        .isEqualToIgnoringWhitespace("{\"services\":[],\"broken\":[]}");
    assertThat(luffy("status", "-o", "YAML").out()).isEqualTo("services: []\nbroken: []\n");
  }

  @Test
  void anApprovalTellsTheStateAfterItWasWorkedOn() {
    waitingPromotion();
    detail("AwaitingApproval", VOTE, "");
    detail("Syncing", VOTE, ",\"wait\":{\"message\":\"The sync is running.\"}");

    var result = luffy("approve", "-m", "read it");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("Approval recorded. main-9f8e7d6 -> prod: syncing: The sync is running.");
    assertThat(server.asked())
        .contains(
            "POST /api/v1/promotions/p-1/approve {\"binding\":{\"diff\":\"sha256:0123456789\"},"
                + "\"comment\":\"read it\"}");
  }

  @Test
  void anApprovalThatOthersHaveToJoinSaysSo() {
    waitingPromotion();
    server.on(
        "GET /api/v1/promotions/p-1",
        "{\"promotion\":"
            + PROMOTION.formatted(
                "AwaitingApproval", VOTE, 2, ",\"wait\":{\"message\":\"1 of 2 approvals.\"}")
            + "}");

    assertThat(luffy("approve", "prod").out()).contains("waits for approval: 1 of 2 approvals.");
  }

  @Test
  void waitingForTheEndEndsWithOneWhenItFails() {
    waitingPromotion();
    detail("Syncing", VOTE, "");
    detail(
        "Failed",
        VOTE,
        ",\"endedAt\":\"2026-11-23T09:00:00Z\",\"problem\":{\"message\":\"It crashes.\"}");

    var result = luffy("approve", "--wait");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("failed: It crashes.");
  }

  @Test
  void aRejectionNeedsAReason() {
    var result = luffy("reject", "prod");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.error()).contains("A rejection needs a reason: luffy reject -m");
  }

  @Test
  void aRollbackTellsWhatCameOfIt() {
    var place = "/api/v1/projects/shop/environments/prod";
    server
        .on("GET /api/v1/projects", "[{\"name\":\"shop\",\"environments\":[{\"name\":\"prod\"}]}]")
        .on("POST " + place + "/rollback", 202, "{\"message\":\"…\",\"rollback\":\"r-1\"}")
        .on("GET " + place + "/rollbacks", rollback("Requested", true))
        .on("GET " + place + "/rollbacks", rollback("Done", false));

    var result = luffy("rollback", "prod");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("prod is back at main-1.\n");
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

    assertThat(luffy("diff", "a").code()).isEqualTo(3);
    assertThat(luffy("diff", "b").code()).isEqualTo(4);
    assertThat(luffy("diff", "c").code()).isEqualTo(1);
    assertThat(luffy("diff", "d").code()).isEqualTo(1);
    assertThat(luffy("diff", "e").code()).isZero();
    assertThat(luffy("diff", "none").code()).isEqualTo(5);
    assertThat(luffy("diff", "a").error()).contains("role developer").contains("Do that.");
    server.close();
    var gone = luffy("diff", "a");
    assertThat(gone.code()).isEqualTo(4);
    assertThat(gone.error()).contains("nothing listens there").contains("luffy up");
  }

  @Test
  void aWrongCommandLineSaysWhatToDoInThreeLines() {
    var typo = luffy("stauts");
    assertThat(typo.code()).isEqualTo(2);
    assertThat(typo.error().lines())
        .containsExactly(
            "'luffy' has no command 'stauts'.",
            "Did you mean status?",
            "'luffy --help' shows what there is.");
    assertThat(luffy("apps", "more").error())
        .startsWith("'more' is one argument too many for 'luffy apps'.");
    assertThat(luffy("sync").error()).startsWith("Missing required parameter: 'APPLICATION'");
    assertThat(luffy("sync", "a", "--prun").error())
        .contains("Unknown option: '--prun'", "--prune");
    assertThat(luffy("status", "-o", "xml").error())
        .containsIgnoringCase("table, json, yaml")
        .contains("xml")
        .doesNotContain("Exception");
    assertThat(luffy("user", "lsit").error())
        .contains("'luffy user' has no command 'lsit'.", "list");
    assertThat(luffy("--server", "not a url", "apps").code()).isEqualTo(2);
    assertThat(luffy("why", "--help").out()).contains("Usage: luffy why");
    assertThat(luffy("token").out()).contains("create", "revoke");
  }

  @Test
  void theFileOfAServerThatWasKilledIsNotBelieved() throws IOException {
    environment.clear();
    Files.writeString(home.resolve("admin-password"), "never sent");
    Files.writeString(
        home.resolve("server.json"),
        "{\"pid\":" + deadPid() + ",\"page\":\"" + server.url() + "\"}");

    var result = luffy("status");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.error()).contains("No server answers at http://localhost:8080");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void whoMayReadTheHomeNeedsNoSignIn() throws IOException {
    environment.clear();
    Files.writeString(home.resolve("admin-password"), "the password\n");
    Files.writeString(
        home.resolve("server.json"),
        "{\"pid\":" + ProcessHandle.current().pid() + ",\"page\":\"" + server.url() + "\"}");
    server.on("POST /api/v1/session", "{\"token\":\"fresh\"}").on("GET /api/v1/tokens", "[]");

    assertThat(luffy("token", "list").out()).isEqualTo("No tokens.\n");
    assertThat(Files.getPosixFilePermissions(home.resolve("cli.json"))).hasSize(2);
  }

  @Test
  void passwordsAreReadFromInputAndNeverFromArguments() {
    input = "old one\nnew one!\n";
    server.on("PUT /api/v1/account/password", "{}");

    assertThat(luffy("password").code()).isZero();
    assertThat(server.asked())
        .anyMatch(one -> one.contains("\"old one\"") && one.contains("\"new one!\""));
    assertThat(luffy("user", "add", "eve", "--password", "x").code()).isEqualTo(2);
  }

  @Test
  void completionNamesEveryCommand() {
    assertThat(luffy("completion").out())
        .contains("complete -F", "rollback", "releases", "--also-in-git");
  }

  private void waitingPromotion() {
    server
        .on(
            "GET /api/v1/promotions?open=true",
            "[" + PROMOTION.formatted("AwaitingApproval", "", 1, "") + "]")
        .on("POST /api/v1/promotions/p-1/approve", "{}");
    server.on(
        "GET /api/v1/promotions/p-1",
        "{\"promotion\":"
            + PROMOTION.formatted("AwaitingApproval", "", 1, "")
            + ",\"binding\":{\"diff\":\"sha256:0123456789\"},\"diff\":{\"resources\":[]},"
            + "\"commits\":[],\"tested\":\"tested\"}");
  }

  private void detail(String state, String votes, String more) {
    server.on(
        "GET /api/v1/promotions/p-1",
        "{\"promotion\":" + PROMOTION.formatted(state, votes, 1, more) + "}");
  }

  private static String rollback(String state, boolean open) {
    return "[{\"id\":\"r-1\",\"environment\":\"prod\",\"to\":\"main-1\",\"state\":\"%s\",\"open\":%s}]"
        .formatted(state, open);
  }

  private static String problem(String detail) {
    return "{\"code\":\"x.y\",\"detail\":\"" + detail + "\",\"remedy\":\"Do that.\"}";
  }

  /** Of a process that has just ended. */
  private static long deadPid() throws IOException {
    var process = new ProcessBuilder("true").start();
    process.onExit().join();
    return process.pid();
  }

  private Result luffy(String... arguments) {
    var out = new StringWriter();
    var error = new StringWriter();
    var luffy =
        new Luffy(
            new Connection(home, environment),
            () -> Instant.parse("2026-11-23T09:00:00Z"),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Optional.empty());
    int code =
        Main.commandLine(luffy)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(error, true))
            .execute(arguments);
    return new Result(code, out.toString(), error.toString());
  }
}
