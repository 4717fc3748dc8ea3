package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the kinds that a CRD asks for: one per served version. */
final class CustomTypes {
  private static final List<String> VERBS =
      List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");
  private static final List<String> PART_VERBS = List.of("get", "patch", "update");
  private static final Column AGE =
      new Column(
          "Age",
          "date",
          "",
          "Time since the object was created.",
          0,
          ".metadata.creationTimestamp");

  private CustomTypes() {}

  static List<ResourceType> of(JsonNode crd) {
    var types = new ArrayList<ResourceType>();
    var storage = storageVersion(crd);
    for (var version : crd.path("spec").path("versions")) {
      if (version.path("served").asBoolean()) {
        types.add(type(crd.path("spec"), version, storage));
      }
    }
    types.sort(Comparator.comparing(ResourceType::version, VersionOrder.PREFERRED_FIRST));
    return types;
  }

  /** All custom types, ordered so that each group's preferred version comes first. */
  static Stream<ResourceType> ordered(Collection<List<ResourceType>> types) {
    return types.stream()
        .flatMap(List::stream)
        .sorted(
            Comparator.comparing(ResourceType::group)
                .thenComparing(ResourceType::version, VersionOrder.PREFERRED_FIRST)
                .thenComparing(ResourceType::plural));
  }

  private static String storageVersion(JsonNode crd) {
    return crd.path("spec")
        .path("versions")
        .valueStream()
        .filter(version -> version.path("storage").asBoolean())
        .map(version -> version.path("name").asText())
        .findFirst()
        .orElse("");
  }

  private static ResourceType type(JsonNode spec, JsonNode version, String storageVersion) {
    var names = spec.path("names");
    var group = spec.path("group").asText();
    var kind = names.path("kind").asText();
    var schema = version.path("schema").path("openAPIV3Schema");
    var gvk = new GroupVersionKind(group, version.path("name").asText(), kind);
    var structure = new Schema(() -> CustomSchemaReader.root(schema));
    return new ResourceType(
        group,
        gvk.version(),
        names.path("plural").asText(),
        names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
        kind,
        names.path("listKind").asText(kind + "List"),
        spec.path("scope").asText().equals("Namespaced"),
        Definitions.strings(names.path("shortNames")),
        Definitions.strings(names.path("categories")),
        VERBS,
        subresources(version.path("subresources"), gvk, structure),
        columns(version.path("additionalPrinterColumns")),
        structure,
        group,
        storageVersion,
        true,
        schema.isObject() ? Optional.of(schema) : Optional.empty());
  }

  private static Map<String, Subresource> subresources(
      JsonNode facts, GroupVersionKind kind, Schema schema) {
    var parts = new LinkedHashMap<String, Subresource>();
    if (facts.has("status")) {
      parts.put("status", new Subresource("status", kind, PART_VERBS, schema, Optional.empty()));
    }
    if (facts.has("scale")) {
      var scale = new GroupVersionKind("autoscaling", "v1", "Scale");
      parts.put(
          "scale",
          new Subresource(
              "scale",
              scale,
              PART_VERBS,
              Definitions.builtIn().schema("io.k8s.api.autoscaling.v1.Scale"),
              Optional.of(facts.path("scale"))));
    }
    return parts;
  }

  private static String described(JsonNode column) {
    var given = column.path("description").asText();
    return given.isEmpty()
        ? "Custom resource definition column (in JSONPath format): "
            + column.path("jsonPath").asText()
        : given;
  }

  private static List<Column> columns(JsonNode asked) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("Name", "string", "name", "Name of the object.", 0, ".metadata.name"));
    for (var column : asked) {
      columns.add(
          new Column(
              column.path("name").asText(),
              column.path("type").asText(),
              column.path("format").asText(),
              described(column),
              column.path("priority").asInt(),
              column.path("jsonPath").asText()));
    }
    if (asked.isEmpty()) {
      columns.add(AGE);
    }
    return columns;
  }
}
