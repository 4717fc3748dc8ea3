package io.openluffy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.server.access.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use which route: this table, and nothing that is not in it. */
class RolesTest {
  static final Set<String> OPEN =
      Set.of(
          "POST /api/v1/session",
          "DELETE /api/v1/session",
          "GET /api/v1/session/userinfo",
          "GET /api/version",
          "GET /api/v1/openapi.json");

  /** Every route that changes or shows more than any viewer may. */
  private static final Map<String, Role> MORE =
      Map.ofEntries(
          Map.entry("GET /api/v1/secrets", Role.ADMIN),
          Map.entry("PUT /api/v1/secrets/{name}", Role.ADMIN),
          Map.entry("DELETE /api/v1/secrets/{name}", Role.ADMIN),
          Map.entry("GET /api/v1/registry/sweep", Role.ADMIN),
          Map.entry("POST /api/v1/registry/sweep", Role.ADMIN),
          Map.entry("GET /api/v1/users", Role.ADMIN),
          Map.entry("POST /api/v1/users", Role.ADMIN),
          Map.entry("PUT /api/v1/users/{user}", Role.ADMIN),
          Map.entry("DELETE /api/v1/users/{user}", Role.ADMIN),
          Map.entry("POST /api/v1/projects", Role.ADMIN),
          Map.entry("GET /api/v1/projects/{project}/secrets", Role.DEVELOPER),
          Map.entry("PUT /api/v1/projects/{project}/secrets/{name}", Role.DEVELOPER),
          Map.entry("DELETE /api/v1/projects/{project}/secrets/{name}", Role.DEVELOPER),
          Map.entry(
              "POST /api/v1/projects/{project}/environments/{environment}/rollback",
              Role.DEVELOPER),
          Map.entry("POST /api/v1/releases/{release}/retry", Role.DEVELOPER),
          Map.entry("PUT /api/v1/releases/{release}/bad", Role.DEVELOPER),
          Map.entry("DELETE /api/v1/releases/{release}/bad", Role.DEVELOPER),
          Map.entry("POST /api/v1/promotions", Role.DEVELOPER),
          Map.entry("POST /api/v1/applications/{application}/sync", Role.DEVELOPER),
          Map.entry("POST /api/v1/applications/{application}/rollback", Role.DEVELOPER),
          Map.entry("DELETE /api/v1/applications/{application}/operation", Role.DEVELOPER));

  @TempDir Path work;

  @Test
  void eachRouteIsForThoseAndNoOthers() {
    try (var api = new ApiWorld(work)) {
      var wrong = new TreeMap<String, String>();
      for (String route : api.routes.keySet()) {
        if (OPEN.contains(route) || route.contains("stream/") || route.endsWith("/events")) {
          continue;
        }
        var least = MORE.getOrDefault(route, Role.VIEWER);
        expect(wrong, route, "", 401, status(api, "", route));
        for (Role role : Role.values()) {
          var status = status(api, role.text(), route);
          if (role.compareTo(least) < 0) {
            expect(wrong, route, role.text(), 403, status);
          } else if (status == 401 || status == 403 || status >= 500) {
            wrong.put(route + " as " + role.text(), "is let in but answers " + status);
          }
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  /** With names of nothing and an empty body: who is let in is told 400 or 404. */
  private static int status(ApiWorld api, String role, String route) {
    var method = route.substring(0, route.indexOf(' '));
    var path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "none-such");
    var body = method.equals("POST") || method.equals("PUT") ? "{}" : "";
    return api.ask(role, method, path, body).status();
  }

  private static void expect(
      Map<String, String> wrong, String route, String who, int wanted, int status) {
    if (status != wanted) {
      wrong.put(route + " as " + who, "answers " + status);
    }
  }

  @Test
  void aViewerWhoApprovesIsRefusedAndNothingHappens() {
    try (var api = new ApiWorld(work)) {
      api.world.push("develop", "Hello");
      api.world.seconds(40);
      api.world.merge();
      api.world.tick(Duration.ofSeconds(2));
      var path = "/api/v1/promotions/" + api.world.waiting().id().value();
      var shown = api.get("viewer", path).json();

      var vote = "{\"comment\":\"no\",\"binding\":" + shown.path("binding") + "}";
      var glass = vote.replace("comment", "reason");
      for (var door : Map.of("/approve", vote, "/reject", vote, "/emergency", glass).entrySet()) {
        var answer = api.ask("viewer", "POST", path + door.getKey(), door.getValue());
        assertThat(answer.status()).as(door.getKey()).isEqualTo(403);
        assertThat(answer.type()).isEqualTo("application/problem+json");
      }
      assertThat(api.ask("approver", "POST", path + "/emergency", glass).status()).isEqualTo(403);

      api.world.seconds(3);
      assertThat(shown.path("mayVote").asBoolean()).isFalse();
      assertThat(shown.path("mayNotBecause").asText()).isNotEmpty();
      assertThat(api.world.state("prod")).isEqualTo("AwaitingApproval");
      assertThat(api.world.running("prod")).isEmpty();
    }
  }
}
