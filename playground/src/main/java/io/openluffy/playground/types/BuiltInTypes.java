package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the built-in kinds from our resource; schemas stay unread until they are needed. */
final class BuiltInTypes {
  private static final String RESOURCE = "/kubernetes/kubernetes-types.json";
  private static final BuiltInTypes LOADED = new BuiltInTypes(read());

  private final JsonNode version;
  private final List<ResourceType> types = new ArrayList<>();

  private BuiltInTypes(JsonNode resource) {
    version = resource.path("version");
    resource.path("resources").forEach(facts -> types.add(type(facts)));
  }

  static BuiltInTypes loaded() {
    return LOADED;
  }

  /** In the order in which groups and versions are preferred. */
  List<ResourceType> types() {
    return types;
  }

  /** What {@code /version} says of the Kubernetes release that these kinds come from. */
  JsonNode version() {
    return version;
  }

  private static ResourceType type(JsonNode facts) {
    var group = facts.path("group").asText();
    var version = facts.path("version").asText();
    var plural = facts.path("name").asText();
    var kind = facts.path("kind").asText();
    return new ResourceType(
        group,
        version,
        plural,
        facts.path("singularName").asText(),
        kind,
        kind + "List",
        facts.path("namespaced").asBoolean(),
        Definitions.strings(facts.path("shortNames")),
        Definitions.strings(facts.path("categories")),
        Definitions.strings(facts.path("verbs")),
        subresources(facts),
        columns(facts.path("columns")),
        Definitions.builtIn().schema(facts.path("definition").asText()),
        group.equals("events.k8s.io") ? "" : group,
        group.equals("autoscaling") ? "v2" : "v1",
        false,
        Optional.empty());
  }

  private static Map<String, Subresource> subresources(JsonNode type) {
    var subresources = new LinkedHashMap<String, Subresource>();
    for (var facts : type.path("subresources")) {
      var path = facts.path("name").asText();
      var name = path.substring(path.indexOf('/') + 1);
      var home = facts.has("version") ? facts : type;
      var kind =
          new GroupVersionKind(
              home.path("group").asText(),
              home.path("version").asText(),
              facts.path("kind").asText());
      subresources.put(
          name,
          new Subresource(
              name,
              kind,
              Definitions.strings(facts.path("verbs")),
              Definitions.builtIn().schema(facts.path("definition").asText()),
              Optional.empty()));
    }
    return subresources;
  }

  private static List<Column> columns(JsonNode columns) {
    return columns
        .valueStream()
        .map(
            column ->
                new Column(
                    column.path("name").asText(),
                    column.path("type").asText(),
                    column.path("format").asText(),
                    "",
                    column.path("priority").asInt(),
                    ""))
        .toList();
  }

  private static JsonNode read() {
    try (var stream = BuiltInTypes.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return Definitions.JSON.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
