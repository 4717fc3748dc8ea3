package io.openluffy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
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

    var result = typist.luffy("status");

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
  void eachWaitTellsSinceWhenAndUntilWhen() {
    server
        .on(
            "GET /api/v1/releases/main-9f8e7d6/why/prod",
            """
            {"release":"r","environment":"prod","arrived":false,"conditions":[
              {"met":true,"title":"Built","message":"2 images are in the registry.","since":"2026-11-23T08:00:00Z"},
              {"met":false,"title":"Written","message":"Away.","reason":"Retrying",
               "since":"2026-11-23T08:59:00Z","until":"2026-11-23T09:00:07Z"},
              {"met":false,"title":"Approved","message":"0 of 1 approvals by role:approver.","who":"role:approver",
               "reason":"Approval","since":"2026-11-23T08:58:00Z"}]}""")
        .on(
            "GET /api/v1/home",
            """
            {"services":[],"waitingForMe":[],"broken":[],
             "running":[{"id":"p-1","tag":"dev-a1","environment":"dev","state":"Writing",
               "wait":{"reason":"Retrying","message":"Away.","since":"2026-11-23T08:59:00Z","until":"2026-11-23T09:00:07Z"}}],
             "building":[{"id":"r-2","tag":"dev-b2","wait":{"reason":"Building",
               "message":"1 of 2 images are in the registry.","since":"2026-11-23T08:59:50Z"}}]}""");

    assertThat(typist.luffy("why", "main-9f8e7d6", "prod").out())
        .contains("  ✓ Built  2 images are in the registry.\n  ⧗ Written  Away.\n")
        .contains("      since 2026-11-23 08:59:00 (60s), next try 2026-11-23 09:00:07 (in 7s)\n")
        .contains(
            "  ⧗ Approved  0 of 1 approvals by role:approver.\n      since 2026-11-23 08:58:00");
    assertThat(typist.luffy("status").out())
        .contains("writing: Away.\n      since 2026-11-23 08:59:00 (60s), next try")
        .contains("Being built\n  dev-b2  r-2\n      1 of 2 images are in the registry.\n");
  }

  @Test
  void whyTakesAServiceOrACommit() {
    server
        .on(
            "GET /api/v1/releases/backend/why/prod",
            "{\"release\":\"release-prod-9f8e7d6\",\"environment\":\"prod\",\"arrived\":true,\"conditions\":[]}")
        .on("GET /api/v1/projects", "[{\"name\":\"openluffy\"}]")
        .on(
            "GET /api/v1/projects/openluffy/pushes?commit=9f8e7d6",
            """
            [{"id":"2","branch":"main","commit":"9f8e7d60000","at":"2026-11-23T08:58:00Z","verdict":"Refused",
              "releases":[],"problems":[{"code":"c","message":"Unknown key 'nonsense'.",
                "where":".openluffy/pipelines.yaml:1","remedy":"Remove it."}]},
             {"id":"1","branch":"develop","commit":"9f8e7d60000","at":"2026-11-23T08:00:00Z","verdict":"Skipped",
              "reason":"SkipCi","message":"The message of the commit says [skip ci].","releases":[],"problems":[]}]""")
        .on("GET /api/v1/projects/openluffy/pushes?commit=1234567", "[]");

    assertThat(typist.luffy("why", "backend", "prod").out()).isEqualTo("release-prod-9f8e7d6\n");
    var push = typist.luffy("why", "9f8e7d6");
    assertThat(push.code()).isEqualTo(1);
    assertThat(push.out())
        .contains("main 9f8e7d6, 2m ago: refused, what runs stays as it is\n")
        .contains("  .openluffy/pipelines.yaml:1: Unknown key 'nonsense'. Remove it.\n")
        .contains("develop 9f8e7d6, 60m ago: nothing to do. The message of the commit says");
    assertThat(typist.luffy("why", "1234567").out()).contains("No push with this commit");
  }

  @Test
  void aSweepIsRehearsedOrDone() {
    var swept =
        """
        {"manifests":2,"blobs":3,"uploads":1,"bytes":1572864,"names":["team/app@sha256:ab"],
         "kept":{"tagged":4,"inUse":5,"young":6,"related":7,"named":8,"youngBlobs":9}}""";
    server
        .on("GET /api/v1/registry/sweep", swept)
        .on("POST /api/v1/registry/sweep", swept.replace("\"blobs\":3", "\"blobs\":30"));

    assertThat(typist.luffy("registry", "sweep", "--dry-run").out())
        .contains("WOULD GO", "1.5 MiB", "manifests in use elsewhere      5")
        .endsWith("\nteam/app@sha256:ab\n");
    assertThat(typist.luffy("registry", "sweep").out())
        .startsWith("GONE")
        .contains("30")
        .doesNotContain("team/app");
  }

  @Test
  void whatLiesBetweenTwoEnvironmentsIsTold() {
    server
        .on("GET /api/v1/projects", "[{\"name\":\"openluffy\"}]")
        .on(
            "GET /api/v1/projects/openluffy/changes?from=prod&to=dev-a1b2c3d",
            """
            {"from":{"environment":"prod","release":{"tag":"main-9f8e7d6"}},
             "to":{"release":{"tag":"dev-a1b2c3d"}},"sameContent":false,"complete":true,
             "commits":[{"id":"a1b2c3d0000","author":{"name":"Ana"},"message":"Show the hat\\nmore","at":"2026-11-23T08:58:00Z"}],
             "missing":[{"id":"9f8e7d60000","author":{"name":"Ben"},"message":"Fix","at":"2026-11-23T08:00:00Z"}],
             "authors":[{"author":{"name":"Ana"},"commits":1}],"tickets":["SHOP-12","#7"],
             "images":[{"name":"backend","before":"sha256:aaaaaaaaaaaaaaaa","after":"sha256:bbbbbbbbbbbbbbbb","changed":true}]}""");

    assertThat(typist.luffy("changes", "prod", "dev-a1b2c3d").out())
        .startsWith("prod (main-9f8e7d6) -> dev-a1b2c3d\nCommits\n")
        .contains("a1b2c3d  2m   Ana     Show the hat\n")
        .contains("Only in prod (main-9f8e7d6)\n", "9f8e7d6")
        .contains("Authors: Ana (1)\nTickets: SHOP-12, #7\n")
        .contains("backend  aaaaaaaaaaaa  bbbbbbbbbbbb  changed");
  }

  @Test
  void somethingBrokenIsExitCodeOne() {
    server.on(
        "GET /api/v1/home",
        "{\"services\":[],\"waitingForMe\":[],\"running\":[],"
            + "\"broken\":[{\"title\":\"shop: build\",\"message\":\"No Dockerfile.\"}]}");

    assertThat(typist.luffy("status").code()).isEqualTo(1);
    assertThat(typist.luffy("status").out()).contains("✗ shop: build", "No Dockerfile.");
  }

  @Test
  void jsonAndYamlAreTheAnswerOfTheServer() {
    server.on("GET /api/v1/home", "{\"services\":[],\"broken\":[]}");

    assertThat(typist.luffy("status", "-o", "json").out())
        .isEqualToIgnoringWhitespace("{\"services\":[],\"broken\":[]}");
    assertThat(typist.luffy("status", "-o", "YAML").out()).isEqualTo("services: []\nbroken: []\n");
  }

  @Test
  void anApplicationOfAnotherNamespaceIsCalledByBoth() {
    server
        .on(
            "GET /api/v1/applications",
            "{\"items\":[%s,%s]}"
                .formatted(
                    "{\"metadata\":{\"namespace\":\"argocd\",\"name\":\"web\"}}",
                    "{\"metadata\":{\"namespace\":\"team\",\"name\":\"web\"}}"))
        .on("GET /api/v1/applications/web/diff?appNamespace=team", "{\"resources\":[]}");

    assertThat(typist.luffy("apps").out()).contains("\nweb ", "\nteam/web ");
    assertThat(typist.luffy("diff", "team/web").code()).isZero();
  }

  @Test
  void connectTellsWhatAPushWillDoAndHowItIsNoticed() {
    server.on(
        "POST /api/v1/projects",
        """
        {"name":"shop","repository":"file:///srv/shop.git","problems":[],
         "environments":[{"name":"test","protected":false},{"name":"live","protected":true}],
         "pipelines":[{"branch":"main","images":["web","jobs"],"environments":["test","live"]}]}""");

    var result = typist.luffy("connect", "file:///srv/shop.git");

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "Connected file:///srv/shop.git as project shop.",
            "  A push to main builds web, jobs -> test -> live (approval)",
            "Pushes are noticed within minutes; at once by a webhook to "
                + server.url()
                + "/api/webhook.");
  }

  @Test
  void connectSaysWhatIsWrongWithTheConfiguration() {
    server.on(
        "POST /api/v1/projects",
        """
        {"name":"shop","repository":"file:///srv/shop.git","environments":[],"pipelines":[],
         "problems":[{"where":".openluffy/a.yaml:3:5","message":"Unknown key.","remedy":"Try on."}]}""");

    var result = typist.luffy("connect", "file:///srv/shop.git");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("as project shop", ".openluffy/a.yaml:3:5: Unknown key.");
  }

  @Test
  void aWrongCommandLineSaysWhatToDoInThreeLines() {
    var typo = typist.luffy("stauts");
    assertThat(typo.code()).isEqualTo(2);
    assertThat(typo.error().lines())
        .containsExactly(
            "'luffy' has no command 'stauts'.",
            "Did you mean status?",
            "'luffy --help' shows what there is.");
    assertThat(typist.luffy("apps", "more").error())
        .startsWith("'more' is one argument too many for 'luffy apps'.");
    assertThat(typist.luffy("sync").error())
        .startsWith("Missing required parameter: 'APPLICATION'");
    assertThat(typist.luffy("sync", "a", "--prun").error())
        .contains("Unknown option: '--prun'", "--prune");
    assertThat(typist.luffy("status", "-o", "xml").error())
        .contains("'xml' is none of table, json, yaml")
        .doesNotContain("Exception");
    assertThat(typist.luffy("user", "lsit").error())
        .contains("'luffy user' has no command 'lsit'.", "list");
    assertThat(typist.luffy("--server", "not a url", "apps").code()).isEqualTo(2);
    assertThat(typist.luffy("why", "--help").out()).contains("Usage: luffy why");
    assertThat(typist.luffy("token").out()).contains("create", "revoke");
  }

  @Test
  void completionNamesEveryCommand() {
    assertThat(typist.luffy("completion").out())
        .contains("complete -F", "rollback", "releases", "--pin", "mark-bad", "unmark-bad");
  }
}
