package io.openluffy.playground.types.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.Crds;
import io.openluffy.playground.types.Json;
import io.openluffy.playground.types.TypeCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private final TypeCatalog catalog = TypeCatalog.builtIn();
  private final OpenApi openApi = new OpenApi(catalog);

  @Test
  void indexNamesEachGroupVersionWithTheHashOfItsDocument() {
    var index = get("/openapi/v3").path("paths");

    var apps = openApi.answer("/openapi/v3/apis/apps/v1", "*/*").orElseThrow();
    assertThat(index.path("apis/apps/v1").path("serverRelativeURL").asText())
        .isEqualTo("/openapi/v3/apis/apps/v1?hash=" + apps.hash());
    assertThat(index.has("api/v1")).isTrue();
  }

  @Test
  void everyReferenceInADocumentResolves() {
    for (var path : get("/openapi/v3").path("paths").propertyStream().toList()) {
      var document = get("/openapi/v3/" + path.getKey());
      var schemas = document.path("components").path("schemas");
      for (var reference : references(document)) {
        assertThat(schemas.has(reference.substring("#/components/schemas/".length())))
            .as(path.getKey() + " " + reference)
            .isTrue();
      }
    }
  }

  @Test
  void deploymentsSayHowTheyArePatchedAndValidated() {
    var path = "/apis/apps/v1/namespaces/{namespace}/deployments/{name}";
    var patch = get("/openapi/v3/apis/apps/v1").path("paths").path(path).path("patch");

    assertThat(
            patch.path("requestBody").path("content").has("application/strategic-merge-patch+json"))
        .isTrue();
    assertThat(patch.path("parameters").findValuesAsText("name"))
        .contains("fieldValidation", "dryRun");
    assertThat(patch.path("x-kubernetes-group-version-kind").path("kind").asText())
        .isEqualTo("Deployment");
  }

  @Test
  void listsSayHowTheyAreMerged() {
    var spec = schema("/openapi/v3/apis/apps/v1", "io.k8s.api.core.v1.PodSpec").path("properties");

    var containers = spec.path("containers");
    assertThat(containers.path("x-kubernetes-patch-merge-key").asText()).isEqualTo("name");
    assertThat(containers.path("x-kubernetes-list-type").asText()).isEqualTo("map");
    assertThat(containers.at("/items/allOf/0/$ref").asText())
        .isEqualTo("#/components/schemas/io.k8s.api.core.v1.Container");
  }

  @Test
  void customKindsAreDescribedByTheirOwnSchema() {
    catalog.register(Crds.widgets());

    var widget = schema("/openapi/v3/apis/example.dev/v1", "dev.example.v1.Widget");

    assertThat(
            widget
                .path("properties")
                .path("spec")
                .path("properties")
                .path("color")
                .path("default")
                .asText())
        .isEqualTo("red");
    assertThat(widget.path("properties").has("metadata")).isTrue();
    assertThat(widget.path("x-kubernetes-group-version-kind").get(0).path("kind").asText())
        .isEqualTo("Widget");
    var second = get("/openapi/v2").path("definitions").path("dev.example.v1.Widget");
    assertThat(second.findValues("oneOf")).isEmpty();
    assertThat(second.path("properties").path("spec").path("properties").has("color")).isTrue();
  }

  /** A field may be called $ref, too; such a one holds no text. */
  private static List<String> references(JsonNode document) {
    return document.findValuesAsText("$ref").stream().filter(text -> text.startsWith("#")).toList();
  }

  private JsonNode schema(String path, String name) {
    return get(path).path("components").path("schemas").path(name);
  }

  private JsonNode get(String path) {
    return Json.read(openApi.answer(path, "application/json").orElseThrow().body());
  }
}
