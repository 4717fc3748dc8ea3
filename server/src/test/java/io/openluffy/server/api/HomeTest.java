package io.openluffy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.server.access.Role;
import io.openluffy.server.journey.Names;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the home page and {@code luffy status} say needs a person. */
class HomeTest {
  @TempDir Path work;

  @Test
  void aPromotionThatFailedIsBrokenUntilTheNextOneGetsFurther() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      var good = api.world.repository.file("main", Names.values("prod"));
      var lost = Map.of(Names.values("prod"), "replicas: 1\n");
      api.world.push("main", "Lose the tags [skip ci]", lost);
      api.world.push("develop", "Hello");
      api.world.seconds(40);
      api.world.merge();
      api.world.seconds(2);

      var promotion = api.world.newest("prod").orElseThrow();
      var broken = broken(api).path(0);
      assertThat(broken.path("title").asText()).isEqualTo("prod: " + promotion.tag());
      assertThat(broken.path("message").asText()).contains(Names.values("prod"));
      assertThat(broken.path("link").asText()).isEqualTo("/promotions/" + promotion.id().value());

      api.world.push("main", "Have them back", Map.of(Names.values("prod"), good));
      api.world.seconds(2);
      assertThat(broken(api)).isEmpty();
    }
  }

  @Test
  void anApplicationThatCanNotBeComparedIsBroken() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.VIEWER);
      api.world.push("develop", "Hello");
      api.world.seconds(40);
      var broken = Map.of(Names.values("dev"), "backend: {{\n");
      api.world.push("develop", "Break the values [skip ci]", broken);
      api.world.seconds(200);

      assertThat(StreamSupport.stream(broken(api).spliterator(), false))
          .anySatisfy(
              one -> {
                assertThat(one.path("title").asText()).isEqualTo("dev: openluffy-dev");
                assertThat(one.path("message").asText()).startsWith("ComparisonError: ");
                assertThat(one.path("link").asText()).isEqualTo("/applications/openluffy-dev");
              });
    }
  }

  private static JsonNode broken(ApiWorld api) {
    return api.get("viewer", "/api/v1/home").json().path("broken");
  }
}
