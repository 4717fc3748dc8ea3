package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The journey over the real thing: the real process, git, kubectl and Chromium. One story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealJourneyTest {
  private Path folder = Path.of("");
  private RealServer server;
  private RealProject project;
  private String first = "";
  private String second = "";

  @BeforeAll
  void begin(@TempDir Path temporary) {
    folder = temporary;
    server = ground().start(folder.resolve("home"));
    project = RealProject.begin(server, folder.resolve("work"));
  }

  /** What runs below it. */
  Ground ground() {
    return new OwnPlayground();
  }

  private String shown(String environment) {
    return ground().headline(project, environment);
  }

  @AfterAll
  void stop() {
    try {
      server.close();
    } finally {
      ground().leave();
    }
    assertThat(server.companions()).as("processes left behind").isEmpty();
  }

  @Test
  @Order(1)
  void aPushToDevelopReachesDevAndPreprodByItself() {
    var commit = project.push("develop", "One");

    project.awaits(commit, "dev", "Arrived");
    project.awaits(commit, "preprod", "Arrived");

    assertThat(shown("dev")).isEqualTo("One");
    assertThat(shown("preprod")).isEqualTo("One");
    assertThat(shown("prod")).isEmpty();
  }

  @Test
  @Order(2)
  void aPushToMainWaitsAndTheAuthorCannotLetItGo() {
    first = project.push("main", "One");
    var shown = project.shown(first);

    assertThat(shown.at("/diff/resources").size()).isPositive();
    var vera = project.admin().user("vera", "viewer");
    assertThat(project.approve(vera, shown).status()).isEqualTo(403);
    assertThat(vera.ask("POST", "/api/v1/applications/openluffy-prod/sync", "{}").status())
        .isEqualTo(403);
    assertThat(shown("prod")).isEmpty();
  }

  @Test
  @Order(3)
  void kubectlCannotPassTheGate() {
    var kubectl = Kubectl.of(server, folder);

    kubectl.patch(
        "application openluffy-prod -n argocd",
        "{\"operation\":{\"initiatedBy\":{\"username\":\"ben\"},\"sync\":{}}}");

    var state =
        Patience.until(
            "the operation is refused",
            () ->
                java.util.Optional.of(
                        kubectl
                            .json("get application openluffy-prod -n argocd")
                            .at("/status/operationState"))
                    .filter(one -> !one.isMissingNode()));
    assertThat(state.path("phase").asText()).isIn("Error", "Failed");
    assertThat(state.path("message").asText()).contains("approv");
    assertThat(kubectl.run("get deploy -A")).doesNotContain("openluffy-prod");
    assertThat(project.state(first, "prod")).isEqualTo("AwaitingApproval");
  }

  @Test
  @Order(4)
  void theApprovalOfWhatWasShownLetsItGo() {
    var shown = project.shown(first);
    assertThat(project.approve(project.ben(), shown).status()).isEqualTo(200);

    project.awaits(first, "prod", "Arrived");

    assertThat(shown("prod")).isEqualTo("One");
    assertThat(digests(first)).as("what was tested").isEqualTo(digestsOf("develop"));
  }

  @Test
  @Order(5)
  void anApproverSeesTheNextOneComeAndApprovesItOnThePage() throws Exception {
    project.awaits(project.push("develop", "Two"), "preprod", "Arrived");
    second = project.commit("main", "Two");
    var tag = "main-" + second.substring(0, 7);

    try (var browser = Browser.watching(server, tag, folder)) {
      project.push("main");
      browser.seesItToTheEnd();
    } catch (TestAbortedException withoutBrowser) {
      project.push("main");
      project.approve(project.ben(), project.shown(second));
      project.awaits(second, "prod", "Arrived");
      throw withoutBrowser;
    }

    var vote = project.awaits(second, "prod", "Arrived").at("/approvals/0");
    assertThat(vote.path("by").asText() + " by " + vote.path("door").asText())
        .isEqualToIgnoringCase("ben by page");
  }

  @Test
  @Order(6)
  void theSecondReleaseIsRolledBackAndStaysSo() {

    project.ben().post("/api/v1/projects/openluffy/environments/prod/rollback", Map.of());

    Patience.until("prod shows the first release again", () -> shown("prod").equals("One"));
    project.awaits(second, "prod", "RolledBack");
    project.admin().get("/api/v1/applications/openluffy-prod?refresh=hard");
    var prod = project.application("prod");
    assertThat(prod.at("/metadata/annotations").toString()).contains("openluffy.io/pinned");
    // While the pods are replaced both releases answer in turn; in the end the first one alone.
    Patience.until(
        "every pod of prod shows the first release",
        () -> Stream.generate(() -> shown("prod")).limit(10).allMatch("One"::equals));
  }

  @Test
  @Order(7)
  void aRevertInGitRollsDevBack() {
    project.checkOut("develop");
    var values = project.tree().git("log", "-1", "--format=%H", "--", VALUES).strip();
    project.tree().git("revert", "--no-edit", values);
    project.push("develop");

    Patience.until("dev shows the first release again", () -> shown("dev").equals("One"));
  }

  @Test
  @Order(8)
  void theJournalTellsItAllAndIsIntact() {
    var verdict = project.verdict();

    assertThat(verdict.path("intact").asBoolean()).isTrue();
    assertThat(verdict.path("rows").asLong()).isGreaterThan(30);
    assertThat(project.admin().get("/api/v1/journal?limit=1000").toString())
        .contains("project.connected", "git.pushed", "ben");
  }

  private static final String VALUES = "helm/openluffy/values/dev.yaml";

  private java.util.List<String> digests(String commit) {
    return RealProject.stream(project.release(commit).orElseThrow().path("images"))
        .map(image -> image.path("digest").asText())
        .toList();
  }

  private java.util.List<String> digestsOf(String branch) {
    project.checkOut(branch);
    return digests(project.tree().git("log", "-1", "--format=%H", "--grep=Say:").strip());
  }
}
