package io.openluffy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.server.access.Role;
import io.openluffy.server.journey.JourneyWorld;
import io.openluffy.server.web.Routes;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer of the API is what its OpenAPI document says, over a journey to prod and back. */
class ContractTest {
  /** They stay open, and are tested where streams are. */
  private static final Set<String> STREAMS =
      Set.of("GET /api/v1/events", "GET /api/v1/stream/applications");

  private final Set<String> asked = new TreeSet<>();
  @TempDir Path work;

  @Test
  void everyAnswerIsWhatTheDocumentSays() {
    try (var api = new ApiWorld(work)) {
      people(api);
      server(api);
      secretsOfTheServer(api);
      onTheWay(api);
      decided(api);
      applications(api);
      back(api);

      var missing = new TreeSet<>(api.routes.keySet());
      missing.removeAll(asked);
      missing.removeAll(STREAMS);
      assertThat(missing).as("routes whose answers nobody has looked at").isEmpty();
    }
  }

  @Test
  void anEnvironmentIsBehindByTheCommitsOfPeople() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      api.world.push("develop", "Hello");
      api.world.seconds(60);

      api.world.push("develop", "Again");
      api.world.seconds(2);

      var behind =
          api.get("viewer", "/api/v1/home")
              .json()
              .path("services")
              .path(0)
              .path("cells")
              .valueStream()
              .filter(cell -> cell.path("environment").asText().equals("preprod"))
              .map(cell -> cell.path("behind").asInt())
              .toList();
      assertThat(behind).containsExactly(1);
    }
  }

  private void people(ApiWorld api) {
    api.user(Role.VIEWER);
    ask(
        api,
        "POST /api/v1/session",
        "{\"username\":\"viewer\",\"password\":\"" + ApiWorld.PASSWORD + "\"}");
    ask(api, "GET /api/v1/session/userinfo", "");
    ask(api, "GET /api/v1/users", "");
    ask(
        api,
        "POST /api/v1/users",
        "{\"name\":\"eve\",\"password\":\"long enough\",\"roles\":[\"viewer\"]}");
    ask(api, "PUT /api/v1/users/{user}", "{\"disabled\":true}", "eve");
    ask(api, "DELETE /api/v1/users/{user}", "", "eve");
    var token =
        ask(api, "POST /api/v1/tokens", "{\"name\":\"ci\",\"roles\":[\"viewer\"],\"seconds\":60}");
    ask(api, "GET /api/v1/tokens", "");
    ask(api, "DELETE /api/v1/tokens/{token}", "", token.json().path("id").asText());
  }

  private void server(ApiWorld api) {
    ask(api, "GET /api/v1/server", "");
    ask(api, "GET /api/version", "");
    ask(api, "GET /api/v1/openapi.json", "");
    ask(api, "GET /api/v1/registry/sweep", "");
    ask(api, "POST /api/v1/registry/sweep", "");
    ask(api, "GET /api/v1/projects", "");
    ask(api, "POST /api/v1/projects", "{\"url\":\"https://git.example/other.git\"}");
    ask(
        api,
        "PUT /api/v1/projects/{project}/secrets/{name}",
        "{\"value\":\"x\"}",
        "openluffy",
        "extra");
    ask(api, "GET /api/v1/projects/{project}/secrets", "", "openluffy");
    ask(api, "DELETE /api/v1/projects/{project}/secrets/{name}", "", "openluffy", "extra");
  }

  private void secretsOfTheServer(ApiWorld api) {
    ask(api, "PUT /api/v1/secrets/{name}", "{\"value\":\"x\"}", "webhook-secret");
    ask(api, "GET /api/v1/secrets", "");
    ask(api, "DELETE /api/v1/secrets/{name}", "", "webhook-secret");
    ask(api, "GET /api/v1/commits/{commit}/statuses", "", "0".repeat(40));
  }

  private void onTheWay(ApiWorld api) {
    look(api, "");
    api.world.push("develop", "Hello");
    look(api, "dev");
    api.world.seconds(40);
    api.world.merge();
    api.world.seconds(2);
    look(api, "prod");
    var tag = api.world.release().tag();
    assertThat(api.get("viewer", "/api/v1/releases/" + tag).status()).as("by tag").isEqualTo(200);
  }

  /** The pages of the journey, as they are now. */
  private void look(ApiWorld api, String environment) {
    ask(api, "GET /api/v1/home", "");
    ask(api, "GET /api/v1/projects/{project}", "", "openluffy");
    ask(api, "GET /api/v1/projects/{project}/lanes", "", "openluffy");
    ask(api, "GET /api/v1/projects/{project}/releases", "", "openluffy");
    ask(api, "GET /api/v1/projects/{project}/pushes", "", "openluffy");
    ask(api, "GET /api/v1/promotions", "");
    ask(api, "GET /api/v1/journal", "");
    if (!environment.isEmpty()) {
      var release = api.world.release().id().value();
      ask(api, "GET /api/v1/releases/{release}", "", release);
      ask(api, "GET /api/v1/releases/{release}/why/{environment}", "", release, environment);
      ask(api, "GET /api/v1/releases/{release}/log", "", release);
      var promotion = api.world.newest(environment).orElseThrow().id().value();
      ask(api, "GET /api/v1/promotions/{promotion}", "", promotion);
    }
  }

  private void decided(ApiWorld api) {
    var waiting = api.world.waiting().id().value();
    var binding = api.get("viewer", "/api/v1/promotions/" + waiting).json().path("binding");
    var vote = "{\"binding\":" + binding + ",\"comment\":\"read it\"}";
    var glass = "{\"binding\":" + binding + ",\"reason\":\"the shop is down\"}";
    ask(api, "POST /api/v1/promotions/{promotion}/emergency", glass, waiting);
    look(api, "prod");
    ask(api, "POST /api/v1/promotions/{promotion}/approve", vote, waiting);
    api.world.seconds(3);
    look(api, "prod");
    api.world.push("develop", "Again");
    api.world.seconds(40);
    api.world.merge();
    api.world.seconds(2);
    var second = api.world.waiting().id().value();
    var shown = api.get("viewer", "/api/v1/promotions/" + second).json().path("binding");
    ask(
        api,
        "POST /api/v1/promotions/{promotion}/reject",
        "{\"binding\":" + shown + ",\"comment\":\"no\"}",
        second);
    api.world.seconds(2);
    look(api, "prod");
    var again =
        "{\"release\":\"" + api.world.release().id().value() + "\",\"environment\":\"prod\"}";
    ask(api, "POST /api/v1/promotions", again);
    api.world.seconds(2);
    api.world.approve(JourneyWorld.BEN);
    api.world.seconds(3);
    assertThat(api.world.state("prod")).isEqualTo("Arrived");
    ask(api, "GET /api/v1/projects/{project}/changes", "", "openluffy");
    ask(api, "POST /api/v1/journal/verify", "");
  }

  private void applications(ApiWorld api) {
    var base = "/api/v1/applications/{application}";
    ask(api, "GET /api/v1/applications", "");
    for (String name : List.of("openluffy-dev", "openluffy-prod")) {
      ask(api, "GET " + base, "", name);
      ask(api, "GET " + base + "/managed-resources", "", name);
      ask(api, "GET " + base + "/resource-tree", "", name);
      ask(api, "GET " + base + "/diff", "", name);
      ask(api, "GET " + base + "/events", "", name);
    }
    ask(
        api,
        "POST " + base + "/sync",
        "{\"prune\":true,\"strategy\":{\"hook\":{}}}",
        "openluffy-dev");
    ask(api, "DELETE " + base + "/operation", "", "openluffy-dev");
    api.world.seconds(5);
    asked.add("GET " + base + "/resource"); // by SecretsTest
    asked.add("GET " + base + "/pods/{pod}/logs"); // of a real pod, by RealJourneyTest
  }

  private void back(ApiWorld api) {
    var place = "/api/v1/projects/{project}/environments/{environment}/rollback";
    ask(api, "GET " + place, "", "openluffy", "prod");
    ask(api, "POST " + place, "{}", "openluffy", "prod");
    api.world.seconds(3);
    var marked = api.world.release().id().value();
    ask(api, "PUT /api/v1/releases/{release}/bad", "{\"reason\":\"It loses orders.\"}", marked);
    ask(api, "GET " + place, "", "openluffy", "prod");
    look(api, "prod");
    ask(api, "DELETE /api/v1/releases/{release}/bad", "", marked);
    ask(api, "GET " + place + "s", "", "openluffy", "prod");
    look(api, "prod");
    var history = api.get("viewer", "/api/v1/applications/openluffy-dev").json();
    var id = history.at("/status/history/0/id").asLong();
    ask(
        api,
        "POST /api/v1/applications/{application}/rollback",
        "{\"id\":" + id + "}",
        "openluffy-dev");
    api.world.seconds(3);
    var failed = "/api/v1/releases/" + api.world.release().id().value() + "/retry";
    assertThat(api.ask("admin", "POST", failed, "").status()).as("it did not fail").isEqualTo(400);
    asked.add("POST /api/v1/releases/{release}/retry");
    ask(
        api,
        "PUT /api/v1/account/password",
        "{\"currentPassword\":\"" + ApiWorld.PASSWORD + "\",\"newPassword\":\"another one\"}");
    ask(api, "DELETE /api/v1/session", "");
  }

  /** Asks as an admin, and compares the answer with the document. */
  private ApiWorld.Reply ask(ApiWorld api, String route, String body, String... names) {
    asked.add(route);
    var method = route.substring(0, route.indexOf(' '));
    var template = route.substring(route.indexOf(' ') + 1);
    var path = template;
    for (String name : names) {
      path = path.replaceFirst("\\{[^}]*}", name);
    }
    path += template.startsWith("/api/v1/secrets") ? "?scope=server" : "";
    path += template.endsWith("/changes") ? "?from=dev&to=prod" : "";
    var answer = api.ask("admin", method, path, body);
    var responses = Schema.operation(method, template).path("responses");
    var said = Schema.resolved(responses.path(String.valueOf(answer.status())));
    assertThat(said.isMissingNode())
        .as("%s answers %s %s", route, answer.status(), answer.body())
        .isFalse();
    var json = said.at("/content/application~1json/schema");
    if (!json.isMissingNode()) {
      assertThat(answer.type()).startsWith("application/json");
      assertThat(Schema.complaints(json, answer.json())).as(route).isEmpty();
    }
    return answer;
  }

  @Test
  void everyRouteSaysWhoMayUseIt() {
    try (var api = new ApiWorld(work)) {
      assertThat(api.routes).containsKey("GET /api/v1/home");
      api.routes.forEach(
          (route, needs) ->
              assertThat(needs instanceof Routes.Needs.Nothing)
                  .as(route)
                  .isEqualTo(RolesTest.OPEN.contains(route)));
    }
  }
}
