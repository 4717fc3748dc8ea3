package io.openluffy.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kube.ResourceKey;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.server.access.Role;
import io.openluffy.server.journey.Names;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectSecretsTest {
  @TempDir Path work;

  @Test
  void aSecretThatIsSetIsRenderedAtOnce() {
    try (var api = new ApiWorld(work)) {
      api.user(Role.DEVELOPER);
      api.world.push("develop", "Hello");
      api.world.seconds(40);

      var path = "/api/v1/projects/" + Names.PROJECT.value() + "/secrets/" + SampleProject.SECRET;
      var answer = api.ask("developer", "PUT", path, "{\"value\":\"another\"}");
      api.world.settle();

      assertThat(answer.status()).isEqualTo(204);
      assertThat(liveKey(api, "dev")).isEqualTo("another");
      assertThat(liveKey(api, "preprod")).isEqualTo("another");
    }
  }

  private static String liveKey(ApiWorld api, String environment) {
    var key = new ResourceKey("", "Secret", "openluffy-" + environment, "api-key");
    var sealed = api.world.cluster.get(key).orElseThrow().text("/data/apiKey");
    return new String(Base64.getDecoder().decode(sealed), java.nio.charset.StandardCharsets.UTF_8);
  }
}
