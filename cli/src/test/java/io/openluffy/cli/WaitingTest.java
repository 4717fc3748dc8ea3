package io.openluffy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look on until what they asked for is so. */
class WaitingTest {
  private static final String PROMOTION =
      "{\"id\":\"p-1\",\"tag\":\"main-9f8e7d6\",\"environment\":\"prod\",\"state\":\"%s\","
          + "\"approvals\":[%s],\"approvalsRequired\":%d%s}";
  private static final String VOTE = "{\"by\":\"ana\",\"vote\":\"approve\",\"void\":false}";
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
  void anApprovalTellsTheStateAfterItWasWorkedOn() {
    waitingPromotion();
    detail("AwaitingApproval", VOTE, "");
    detail("Syncing", VOTE, ",\"wait\":{\"message\":\"The sync is running.\"}");

    var result = typist.luffy("approve", "-m", "read it");

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

    assertThat(typist.luffy("approve", "prod").out())
        .contains("waits for approval: 1 of 2 approvals.");
  }

  @Test
  void anEmergencyTakesAReasonAndIsLoud() {
    waitingPromotion();
    var emergency =
        ",\"emergency\":{\"reason\":\"down\",\"by\":[\"root\"],\"until\":\"2026-11-23T10:00:00Z\","
            + "\"needed\":2,\"open\":true,\"inForce\":false}";
    server.on("POST /api/v1/promotions/p-1/emergency", "{}");
    detail("AwaitingApproval", "", emergency);

    var result = typist.luffy("approve", "prod", "--break-glass", "--reason", "down");

    assertThat(result.out())
        .contains("EMERGENCY: the glass is broken.")
        .contains("!! EMERGENCY by root until 2026-11-23 10:00:00: down");
    assertThat(server.asked())
        .contains(
            "POST /api/v1/promotions/p-1/emergency {\"binding\":{\"diff\":\"sha256:0123456789\"},"
                + "\"reason\":\"down\"}");
    assertThat(typist.luffy("approve", "prod", "--reason", "down").error())
        .contains("--reason goes with --break-glass");
    assertThat(typist.luffy("promote", "main-9f8e7d6", "prod", "--emergency").error())
        .contains("An emergency needs a reason");
  }

  @Test
  void aPromotionIsNamedByTheTagOfItsReleaseToo() {
    waitingPromotion();
    detail("Syncing", VOTE, "");

    assertThat(typist.luffy("approve", "main-9f8e7d6").out()).contains("main-9f8e7d6 -> prod");
  }

  @Test
  void waitingForTheEndEndsWithOneWhenItFails() {
    waitingPromotion();
    detail("Syncing", VOTE, "");
    detail(
        "Failed",
        VOTE,
        ",\"endedAt\":\"2026-11-23T09:00:00Z\",\"problem\":{\"message\":\"It crashes.\"}");

    var result = typist.luffy("approve", "--wait");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("failed: It crashes.");
  }

  @Test
  void aWaitGoesOnWhereItsStreamOfEventsBroke() {
    server.breakingAt(4);
    waitingPromotion();
    detail("Syncing", VOTE, "");
    detail("Syncing", VOTE, ",\"wait\":{\"message\":\"0 of 2 pods.\"}");
    detail("Syncing", VOTE, ",\"wait\":{\"message\":\"1 of 2 pods.\"}");
    detail("Arrived", VOTE, ",\"endedAt\":\"2026-11-23T09:00:00Z\"");

    var result = typist.luffy("approve", "--wait");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("0 of 2 pods.", "1 of 2 pods.", "prod: arrived");
    assertThat(server.asked()).containsSubsequence("events after null", "events after 3");
  }

  @Test
  void aServerThatIsAwayInBetweenIsWaitedFor() {
    waitingPromotion();
    detail("Syncing", VOTE, "");
    server.on("GET /api/v1/promotions/p-1", 503, problem("The cluster is away."));
    detail("Arrived", VOTE, ",\"endedAt\":\"2026-11-23T09:00:00Z\"");

    var result = typist.luffy("approve", "--wait");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("  The cluster is away.", "prod: arrived");
  }

  @Test
  void aSyncIsFollowedToItsEnd() {
    var path = "/api/v1/applications/web";
    server
        .about("application/team/web")
        .on(
            "POST " + path + "/sync?appNamespace=team",
            application(",\"operation\":{}", "Succeeded", "old"))
        .on(
            "GET " + path + "?appNamespace=team",
            application(",\"operation\":{}", "Succeeded", "old"))
        .on("GET " + path + "?appNamespace=team", application("", "Running", "one applied"))
        .on("GET " + path + "?appNamespace=team", application("", "Failed", "no such image"));

    var result = typist.luffy("sync", "team/web");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("  one applied\n", "Failed: no such image\n");
  }

  @Test
  void aRejectionNeedsAReason() {
    var result = typist.luffy("reject", "prod");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.error()).contains("A rejection needs a reason: luffy reject -m");
  }

  @Test
  void aRollbackTellsWhatCameOfIt() {
    var place = "/api/v1/projects/shop/environments/prod";
    server
        .about("rollback/r-1")
        .on("GET /api/v1/projects", "[{\"name\":\"shop\",\"environments\":[{\"name\":\"prod\"}]}]")
        .on("POST " + place + "/rollback", 202, "{\"message\":\"…\",\"rollback\":\"r-1\"}")
        .on("GET " + place + "/rollbacks", rollback("Requested", true))
        .on("GET " + place + "/rollbacks", rollback("Done", false));

    var result = typist.luffy("rollback", "prod");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .isEqualTo("  prod: rolling back to main-1.\nprod is back at main-1.\n");
  }

  private static String application(String more, String phase, String message) {
    return "{\"metadata\":{\"namespace\":\"team\",\"name\":\"web\"}%s,".formatted(more)
        + "\"status\":{\"operationState\":{\"phase\":\"%s\",\"message\":\"%s\"}}}"
            .formatted(phase, message);
  }

  private void waitingPromotion() {
    server
        .about("promotion/p-1")
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
}
