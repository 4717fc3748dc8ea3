package io.openluffy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.server.access.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changelog between two environments or releases. */
class ChangesTest {
  private static final String PATH = "/api/v1/projects/openluffy/changes";
  @TempDir Path work;

  @Test
  void anEnvironmentIsAheadByTheCommitsOfPeople() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      api.world.push("develop", "Hello");
      api.world.seconds(60);
      var first = api.world.release();
      api.world.push("develop", "Show the hat\n\nSHOP-12, see #7; in UTF-8 and by SHA-256.");
      api.world.seconds(60);

      var changes = changes(api, first.tag(), "preprod");

      assertThat(messages(changes, "commits"))
          .hasSize(1)
          .first()
          .asString()
          .contains("Show the hat");
      assertThat(messages(changes, "missing")).isEmpty();
      assertThat(changes.path("complete").asBoolean()).isTrue();
      assertThat(changes.path("sameContent").asBoolean()).isFalse();
      assertThat(changes.path("tickets").valueStream().map(JsonNode::asText))
          .containsExactly("SHOP-12", "#7");
      assertThat(changes.path("authors").valueStream().map(one -> one.path("commits").asInt()))
          .containsExactly(1);
      assertThat(changes.at("/to/environment").asText()).isEqualTo("preprod");
      assertThat(changes.at("/from/release/tag").asText()).isEqualTo(first.tag());
      assertThat(changes.path("images").valueStream().map(one -> one.path("name").asText()))
          .containsExactly("backend", "frontend");

      var back = changes(api, "dev", first.tag());
      assertThat(messages(back, "commits")).isEmpty();
      assertThat(messages(back, "missing")).hasSize(1);
      assertThat(back.path("to").has("environment")).isFalse();
    }
  }

  @Test
  void oneReleaseIsTheSameAsItself() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      api.world.push("develop", "Hello");
      api.world.seconds(60);

      var changes = changes(api, "dev", "preprod");

      assertThat(changes.path("sameContent").asBoolean()).isTrue();
      assertThat(changes.path("commits")).isEmpty();
      assertThat(changes.path("images").valueStream().map(one -> one.path("changed").asBoolean()))
          .containsOnly(false);
    }
  }

  @Test
  void whatIsNotThereIsSaid() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      api.world.push("develop", "Hello");
      api.world.seconds(60);

      refused(api, "?from=prod&to=dev", 400, "No release has arrived in prod yet.");
      refused(api, "?from=dev&to=prodd", 404, "There is no release 'prodd'.");
      refused(api, "?from=dev", 400, "The parameter 'to' is missing.");
      refused(api, "?from=&to=dev", 400, "The parameter 'from' is missing.");
    }
  }

  private static void refused(ApiWorld api, String query, int status, String detail) {
    var answer = api.get("viewer", PATH + query);
    assertThat(answer.status()).as(query).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
  }

  private static JsonNode changes(ApiWorld api, String from, String to) {
    var answer = api.get("viewer", PATH + "?from=" + from + "&to=" + to);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> messages(JsonNode changes, String which) {
    return changes.path(which).valueStream().map(one -> one.path("message").asText()).toList();
  }
}
