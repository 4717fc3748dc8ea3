package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets go in by every door that takes one, and come out by none. */
class CanaryTest {
  private static final String FOREIGN = "http://127.0.0.1:9/team/shop.git";
  private static final String ENVIRONMENT = "canary-of-the-environment";
  private static final List<String> OWN_FILES =
      List.of("admin-password", "postgres-password", "kubernetes-token");
  private static final List<String> PATHS =
      List.of(
          "/api/v1/server",
          "/api/v1/home",
          "/api/v1/users",
          "/api/v1/tokens",
          "/api/v1/projects",
          "/api/v1/projects/openluffy",
          "/api/v1/projects/openluffy/secrets",
          "/api/v1/projects/openluffy/releases",
          "/api/v1/promotions",
          "/api/v1/journal?limit=1000",
          "/api/v1/applications",
          "/api/v1/applications/openluffy-dev",
          "/api/v1/applications/openluffy-dev/managed-resources",
          "/api/v1/applications/openluffy-dev/resource-tree",
          "/api/v1/applications/openluffy-dev/diff",
          "/api/v1/applications/openluffy-prod/managed-resources",
          "/api/v1/applications/openluffy-prod/diff",
          "/api/v1/applications/openluffy-dev/resource"
              + "?version=v1&kind=Secret&namespace=openluffy-dev&resourceName=api-key",
          "/metrics");

  @TempDir Path folder;
  private final Map<String, String> planted = new LinkedHashMap<>();
  private final Map<String, String> seen = new LinkedHashMap<>();

  @Test
  void noSecretComesOut() {
    var server =
        RealServer.launch(folder.resolve("home"), Map.of("LUFFY_SECRET_CANARY", ENVIRONMENT))
            .awaitReady();
    try (server) {
      var project = RealProject.begin(server, folder.resolve("work"));
      plant(project);
      project.awaits(project.push("develop", "Hello"), "preprod", "Arrived");
      project.shown(project.push("main", "Hello"));

      look(project);

      planted.forEach(this::isNowhere);
    }
  }

  private void plant(RealProject project) {
    var admin = project.admin();
    var home = project.server().home();
    planted.put("environment variable", ENVIRONMENT);
    OWN_FILES.forEach(name -> planted.put(name, read(home.resolve(name)).strip()));
    planted.put("session", admin.token());
    planted.put("API token", admin.mint("canary"));
    planted.put("a user's password", "the password of ada");
    admin.put(
        "/api/v1/projects/openluffy/secrets/api-key",
        Map.of("value", canary("project secret", "canary-of-the-project")));
    var credentials =
        Map.of(
            "username", "robot",
            "password", canary("git credential", "canary-of-git"),
            "webhookSecret", canary("webhook secret", "canary-of-the-hook"));
    answer(admin, "/api/v1/projects", Map.of("url", FOREIGN, "credentials", credentials));
    var inUrl = FOREIGN.replace("//", "//robot:" + canary("in a URL", "canary-of-a-url") + "@");
    answer(admin, "/api/v1/projects", Map.of("url", inUrl));
    answer(admin, "/api/v1/projects", Map.of("url", "nonsense://x:canary-of-a-url@y"));
    var wrong = Map.of("username", "ada", "password", canary("wrong password", "canary-guessed"));
    answer(admin, "/api/v1/session", wrong);
  }

  private String canary(String name, String value) {
    planted.put(name, value);
    return value;
  }

  private void answer(Api api, String path, Map<String, ?> body) {
    var said = api.ask("POST", path, io.openluffy.kernel.store.Json.write(body));
    assertThat(said.status()).isGreaterThanOrEqualTo(400);
    seen.put("answer " + seen.size() + " of " + path, said.body());
  }

  private void look(RealProject project) {
    var server = project.server();
    PATHS.forEach(path -> seen.put(path, project.admin().ask("GET", path, "").body()));
    for (var release : project.admin().get("/api/v1/projects/openluffy/releases")) {
      var log = "/api/v1/releases/" + release.path("id").asText() + "/log";
      seen.put(log, project.admin().ask("GET", log, "").body());
    }
    for (var promotion : project.admin().get("/api/v1/promotions")) {
      var path = "/api/v1/promotions/" + promotion.path("id").asText();
      seen.put(path, project.admin().ask("GET", path, "").body());
    }
    seen.put("log", server.log());
    seen.put("PostgreSQL's log", read(server.home().resolve("postgres.log")));
    seen.put("process list", String.join("\n", processes()));
    for (var branch : List.of("main", "develop")) {
      project.checkOut(branch);
      seen.put("history of " + branch, project.tree().git("log", "-p"));
    }
    Kubectl.ifThere(server, folder)
        .ifPresent(
            kubectl -> {
              seen.put("Applications", kubectl.run("get applications -A -o yaml"));
              seen.put("events", kubectl.run("get events -A -o yaml"));
              seen.put("workloads", kubectl.run("get deploy,pods,ingress -A -o yaml"));
            });
    assertThat(seen.get("/api/v1/applications/openluffy-dev/managed-resources"))
        .contains("api-key");
  }

  private static List<String> processes() {
    var lines = new ArrayList<String>();
    try (var all = ProcessHandle.allProcesses()) {
      all.forEach(one -> lines.add(RealServer.arguments(one.pid())));
    }
    return lines;
  }

  private void isNowhere(String name, String secret) {
    var encoded =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    seen.forEach(
        (place, text) -> {
          assertThat(text.contains(secret)).as(name + " in " + place).isFalse();
          assertThat(text.contains(encoded)).as(name + " in base64 in " + place).isFalse();
        });
    assertThat(Optional.of(secret)).as(name).get().asString().hasSizeGreaterThan(8);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
