package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import io.openluffy.kernel.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets go in by every door of the real server that takes one, and come out by none. */
class CanaryTest {
  private static final String FOREIGN = "http://127.0.0.1:9/team/shop.git";
  private static final String ENVIRONMENTS = ".openluffy/environments.yaml";
  private static final List<String> OWN_FILES = List.of("admin-password", "kubernetes-token");
  private static final String MORE_SECRETS =
      """
      from: {store: api-key}},
            {parameter: secrets.theirs, from: {kubernetesSecret:
              {namespace: default, name: theirs, key: key}}},
            {parameter: secrets.variable, from: {environmentVariable: LUFFY_SECRET_CANARY}}]\
      """;
  private static final List<String> PATHS =
      List.of(
          "/api/v1/server",
          "/api/v1/home",
          "/api/v1/users",
          "/api/v1/tokens",
          "/api/v1/projects",
          "/api/v1/projects/openluffy",
          "/api/v1/projects/openluffy/secrets",
          "/api/v1/projects/openluffy/lanes",
          "/api/v1/projects/openluffy/releases",
          "/api/v1/promotions",
          "/api/v1/journal?limit=1000",
          "/api/v1/applications",
          "/metrics");
  private static final List<String> OF_AN_APPLICATION =
      List.of("", "/managed-resources", "/resource-tree", "/diff", "/events");
  @TempDir Path folder;
  private final Sightings sightings = new Sightings();

  @Test
  void noSecretComesOut() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder.resolve("database"))) {
      var password = read(folder.resolve("database/postgres-password")).strip();
      sightings.planted("database password", password);
      var dump = new Dump(postgres.address().url(), postgres.address().user(), password);
      var environment =
          Map.of(
              "LUFFY_SECRET_CANARY", sightings.plant("environment variable"),
              "LUFFY_DATABASE_URL", dump.address());
      try (var server = RealServer.launch(folder.resolve("home"), environment).awaitReady()) {
        var project = RealProject.begin(server, folder.resolve("work"));
        plant(project);
        live(project);
        look(project);
        sightings.look("the database", dump.text());
        assertThat(sightings.seen()).isEmpty();
      }
    }
  }

  private void plant(RealProject project) {
    var admin = project.admin();
    for (var name : OWN_FILES) {
      sightings.planted(name, read(project.server().home().resolve(name)).strip());
    }
    sightings.planted("session", admin.token());
    sightings.planted("API token", admin.mint("canary"));
    sightings.planted("a user's password", Api.password("ada"));
    admin.put(
        "/api/v1/projects/openluffy/secrets/api-key",
        Map.of("value", sightings.plant("project secret")));
    Kubectl.ifThere(project.server(), folder)
        .ifPresent(kubectl -> kubectl.run("apply -f -", outside()));
    var credentials =
        List.of("username", "password", "token", "sshPrivateKey", "webhookSecret").stream()
            .collect(Collectors.toMap(name -> name, name -> sightings.plant("git " + name)));
    refused(admin, "/api/v1/projects", Map.of("url", FOREIGN, "credentials", credentials));
    var inUrl = FOREIGN.replace("//", "//robot:" + sightings.plant("in a URL") + "@");
    refused(admin, "/api/v1/projects", Map.of("url", inUrl));
    refused(
        admin,
        "/api/v1/projects",
        Map.of("url", "nonsense://x:" + sightings.plant("in nonsense") + "@y"));
    refused(
        admin,
        "/api/v1/session",
        Map.of("username", "ada", "password", sightings.plant("wrong password")));
  }

  private String outside() {
    return """
        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"theirs","namespace":"default"},
         "stringData":{"key":"%s"}}
        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"far","namespace":"argocd",
          "labels":{"argocd.argoproj.io/secret-type":"cluster"}},
         "stringData":{"name":"far","server":"https://127.0.0.1:9",
          "config":"{\\"bearerToken\\":\\"%s\\"}"}}
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
         "metadata":{"name":"far","namespace":"argocd"},
         "spec":{"project":"default","destination":{"name":"far","namespace":"default"},
          "source":{"repoURL":"http://openluffy.localhost/git/openluffy.git","path":"ui"}}}
        """
        .formatted(sightings.plant("Kubernetes Secret"), sightings.plant("token of a cluster"));
  }

  private void refused(Api api, String path, Map<String, ?> body) {
    var said = api.ask("POST", path, Json.write(body));
    assertThat(said.status()).isBetween(400, 503);
    sightings.look("the refusal of " + path, said.body());
  }

  /** The journey, with a chart that does not render in between. */
  private void live(RealProject project) {
    moreSecrets(project, "main");
    moreSecrets(project, "develop");
    project.awaits(project.push("develop", "Hello"), "preprod", "Arrived");
    project.shown(project.push("main", "Hello"));
    var values = "helm/openluffy/values/dev.yaml";
    project.checkOut("develop");
    project.tree().write(values, "backend: [not, closed");
    project.tree().git("commit", "-q", "-a", "-m", "Break the chart [skip ci]");
    project.push("develop");
    Patience.until(
        "the broken chart is told",
        () -> project.application("dev").at("/status/conditions").toString().contains("Error"));
    sightings.look("the broken Application", project.application("dev").toString());
    project.tree().git("revert", "--no-edit", "HEAD");
    project.push("develop");
    Patience.until(
        "it is well again",
        () -> project.application("dev").at("/status/sync/status").asText().equals("Synced"));
  }

  private static void moreSecrets(RealProject project, String branch) {
    project.checkOut(branch);
    var text = read(project.tree().file(ENVIRONMENTS));
    var more = text.replace("from: {store: api-key}}]", MORE_SECRETS.stripTrailing());
    assertThat(more).isNotEqualTo(text);
    project.tree().write(ENVIRONMENTS, more);
    project.tree().git("commit", "-q", "-a", "-m", "Take more secrets [skip ci]");
    project.push(branch);
  }

  private void look(RealProject project) {
    var server = project.server();
    PATHS.forEach(path -> found(project, path));
    for (var environment : List.of("dev", "preprod", "prod")) {
      var application = "/api/v1/applications/openluffy-" + environment;
      OF_AN_APPLICATION.forEach(part -> found(project, application + part));
    }
    var secret = "/resource?version=v1&kind=Secret&namespace=openluffy-dev&resourceName=api-key";
    found(project, "/api/v1/applications/openluffy-dev" + secret);
    for (var release : project.admin().get("/api/v1/projects/openluffy/releases")) {
      found(project, "/api/v1/releases/" + release.path("id").asText() + "/log");
    }
    for (var promotion : project.admin().get("/api/v1/promotions")) {
      found(project, "/api/v1/promotions/" + promotion.path("id").asText());
    }
    sightings.look("the log", server.log());
    sightings.look("what it said", server.said().replaceAll("(?m)^  Sign in .*$", ""));
    sightings.look("PostgreSQL's log", read(folder.resolve("database/postgres.log")));
    try (var all = ProcessHandle.allProcesses()) {
      all.forEach(one -> sightings.look("a process", RealServer.arguments(one.pid())));
    }
    for (var branch : List.of("main", "develop")) {
      project.checkOut(branch);
      sightings.look("the history of " + branch, project.tree().git("log", "-p"));
    }
    Kubectl.ifThere(server, folder).ifPresent(this::look);
  }

  private void look(Kubectl kubectl) {
    for (var what : List.of("applications,appprojects", "events", "deploy,pods,ingress,cm,svc")) {
      sightings.look(what, kubectl.run("get " + what + " -A -o yaml"));
    }
  }

  /** What is not answered would show nothing. */
  private void found(RealProject project, String path) {
    var said = project.admin().ask("GET", path, "");
    assertThat(said.status()).as(path).isEqualTo(200);
    assertThat(said.body()).as(path).isNotBlank();
    sightings.look(path, said.body());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
