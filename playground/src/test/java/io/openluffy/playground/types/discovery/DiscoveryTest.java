package io.openluffy.playground.types.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.Crds;
import io.openluffy.playground.types.Json;
import io.openluffy.playground.types.TypeCatalog;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private static final String KUBECTL =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";

  private final TypeCatalog catalog = TypeCatalog.builtIn();
  private final Discovery discovery = new Discovery(catalog);

  @Test
  void groupsComeInTheOrderOfARealServer() {
    var groups = get("/apis", "application/json").path("groups");

    assertThat(groups.findValuesAsText("name"))
        .startsWith("apiregistration.k8s.io", "apps", "events.k8s.io");
    assertThat(groups.size()).isEqualTo(20);
  }

  @Test
  void resourcesOfAGroupAreListedWithTheirParts() {
    var resources = get("/apis/apps/v1", "application/json").path("resources");

    assertThat(resources.findValuesAsText("name"))
        .contains("deployments", "deployments/scale", "deployments/status");
    var scale = find(resources, "name", "deployments/scale");
    assertThat(scale.path("group").asText()).isEqualTo("autoscaling");
    assertThat(scale.path("kind").asText()).isEqualTo("Scale");
  }

  @Test
  void coreResourcesCarryShortNamesAndCategories() {
    var pods = find(get("/api/v1", "*/*").path("resources"), "name", "pods");

    assertThat(pods.path("shortNames").get(0).asText()).isEqualTo("po");
    assertThat(pods.path("categories").get(0).asText()).isEqualTo("all");
    assertThat(pods.path("namespaced").asBoolean()).isTrue();
  }

  @Test
  void kubectlGetsAllGroupsInOneDocument() {
    var document = discovery.answer("/apis", KUBECTL).orElseThrow();
    var body = Json.read(document.body());

    assertThat(document.contentType())
        .isEqualTo("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
    assertThat(body.path("apiVersion").asText()).isEqualTo("apidiscovery.k8s.io/v2");
    assertThat(body.path("items").get(1).path("metadata").path("name").asText()).isEqualTo("apps");
    var deployments =
        find(
            body.path("items").get(1).path("versions").get(0).path("resources"),
            "resource",
            "deployments");
    assertThat(deployments.path("responseKind").path("kind").asText()).isEqualTo("Deployment");
    assertThat(deployments.path("subresources").size()).isEqualTo(2);
  }

  @Test
  void customKindsAppearAndChangeTheEntityTag() {
    var before = discovery.answer("/apis", KUBECTL).orElseThrow();

    catalog.register(Crds.widgets());

    var after = discovery.answer("/apis", KUBECTL).orElseThrow();
    assertThat(after.etag()).isNotEqualTo(before.etag());
    var group = get("/apis/example.dev", "application/json");
    assertThat(group.path("preferredVersion").path("version").asText()).isEqualTo("v1");
    assertThat(group.path("versions").findValuesAsText("version")).containsExactly("v1", "v1beta1");
    assertThat(get("/apis/example.dev/v1", "*/*").path("resources").findValuesAsText("name"))
        .containsExactly("widgets", "widgets/status", "widgets/scale");

    catalog.unregister("widgets.example.dev");

    assertThat(discovery.answer("/apis/example.dev", "*/*")).isEmpty();
    assertThat(discovery.answer("/apis", KUBECTL).orElseThrow().etag()).isEqualTo(before.etag());
  }

  @Test
  void whatIsNotServedIsNotFound() {
    assertThat(discovery.answer("/apis/nowhere.dev", "*/*")).isEmpty();
    assertThat(discovery.answer("/apis/apps/v1beta1", "*/*")).isEmpty();
    assertThat(discovery.answer("/api/v2", "*/*")).isEmpty();
    assertThat(discovery.answer("/healthz", "*/*")).isEmpty();
  }

  private JsonNode get(String path, String accept) {
    return Json.read(discovery.answer(path, accept).orElseThrow().body());
  }

  private static JsonNode find(JsonNode array, String field, String value) {
    return array
        .valueStream()
        .filter(n -> n.path(field).asText().equals(value))
        .findFirst()
        .orElseThrow();
  }
}
