package io.openluffy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.server.access.Role;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why something is not somewhere yet, asked as people ask. */
class WhyTest {
  private static final String PUSHES = "/api/v1/projects/openluffy/pushes";
  @TempDir Path work;

  @Test
  void aServiceStandsForItsNewestReleaseOnTheWay() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      api.world.push("develop", "Hello");
      api.world.seconds(60);
      var newest = api.world.release();

      for (var service : new String[] {"backend", "frontend", "openluffy"}) {
        var why = api.get("viewer", "/api/v1/releases/" + service + "/why/preprod");
        assertThat(why.json().path("release").asText()).isEqualTo(newest.id().value());
        assertThat(why.json().path("arrived").asBoolean()).isTrue();
      }
      refused(
          api,
          "/api/v1/releases/backend/why/prod",
          400,
          "Nothing of 'backend' has been released for prod.");
      refused(api, "/api/v1/releases/backent/why/prod", 404, "There is no release 'backent'.");
    }
  }

  @Test
  void aPushTellsWhatBecameOfIt() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      var released = api.world.push("develop", "Hello");
      var skipped = api.world.push("develop", "Look away [skip ci]", Map.of("notes", "none"));
      var refused =
          api.world.push("develop", "Break it", Map.of(".openluffy/pipelines.yaml", "nonsense: 1"));
      api.world.seconds(60);

      var first = push(api, released.id().abbreviated());
      assertThat(first.path("verdict").asText()).isEqualTo("Released");
      assertThat(first.path("releases")).hasSize(1);
      var second = push(api, skipped.id().hex());
      assertThat(second.path("verdict").asText()).isEqualTo("Skipped");
      assertThat(second.path("reason").asText()).isEqualTo("SkipCi");
      assertThat(second.path("message").asText()).contains("[skip ci]");
      var third = push(api, refused.id().hex());
      assertThat(third.path("verdict").asText()).isEqualTo("Refused");
      assertThat(third.at("/problems/0/where").asText()).contains(".openluffy/pipelines.yaml");
    }
  }

  @Test
  void aCommitThatNobodyPushedIsInNoPush() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      api.world.push("develop", "Hello");

      assertThat(api.get("viewer", PUSHES + "?commit=" + "0".repeat(40)).json()).isEmpty();
      refused(api, PUSHES + "?commit=main", 400, "A commit is named by 7 to 40 hex digits.");
      refused(api, PUSHES + "?limit=0", 400, null);
    }
  }

  private static JsonNode push(ApiWorld api, String commit) {
    var pushes = api.get("viewer", PUSHES + "?commit=" + commit).json();
    assertThat(pushes).hasSize(1);
    return pushes.get(0);
  }

  private static void refused(
      ApiWorld api, String path, int status, @org.jspecify.annotations.Nullable String detail) {
    var answer = api.get("viewer", path);
    assertThat(answer.status()).as(path).isEqualTo(status);
    if (detail != null) {
      assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
    }
  }
}
