package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Definitions;
import io.openluffy.playground.types.ResourceType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the schemas that a document needs: those asked for and all that they refer to. */
final class OpenApiSchemas {
  private static final String LIST_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";

  private final OpenApiDialect dialect;
  private final Definitions definitions = Definitions.builtIn();
  private final TreeMap<String, ObjectNode> schemas = new TreeMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();

  OpenApiSchemas(OpenApiDialect dialect) {
    this.dialect = dialect;
  }

  /** A schema that points to a definition of ours, which the document will then hold. */
  ObjectNode reference(String definition) {
    if (seen.add(definition)) {
      open.add(definition);
    }
    return object().put("$ref", dialect.reference(definition));
  }

  /** A reference to the schema of a resource's kind. */
  Optional<ObjectNode> reference(ResourceType type) {
    if (type.custom()) {
      return Optional.of(custom(type, ""));
    }
    var name = type.schema().definition();
    return name.isEmpty() ? Optional.empty() : Optional.of(reference(name));
  }

  /** A reference to the schema of a list of a resource's kind. */
  Optional<ObjectNode> listReference(ResourceType type) {
    if (type.custom()) {
      return Optional.of(custom(type, "List"));
    }
    var name = type.schema().definition() + "List";
    return definitions.names().contains(name) ? Optional.of(reference(name)) : Optional.empty();
  }

  ObjectNode all() {
    while (!open.isEmpty()) {
      var name = open.remove();
      definitions.facts(name).ifPresent(facts -> schemas.put(name, definition(name, facts)));
    }
    var all = object();
    schemas.forEach(all::set);
    return all;
  }

  private ObjectNode custom(ResourceType type, String suffix) {
    var name = customName(type) + suffix;
    if (seen.add(name)) {
      schemas.put(name, suffix.isEmpty() ? customSchema(type) : customList(type));
    }
    return object().put("$ref", dialect.reference(name));
  }

  private ObjectNode customSchema(ResourceType type) {
    // In version 2 a kind that keeps what it doesn't know is published without any field.
    var schema =
        type.customSchema()
            .filter(
                given -> !(dialect == OpenApiDialect.V2 && CustomOpenApi.preservesUnknown(given)))
            .<ObjectNode>map(given -> CustomOpenApi.schema(given, dialect))
            .orElseGet(() -> object().put("type", "object"));
    var isOpen =
        dialect == OpenApiDialect.V2
            && type.customSchema().filter(CustomOpenApi::preservesUnknown).isPresent();
    if (schema.path("type").asText().equals("object") && !isOpen) {
      var properties =
          schema.path("properties") instanceof ObjectNode given
              ? given
              : schema.putObject("properties");
      header(properties, type.customSchema().isPresent());
    }
    kind(schema, type.group(), type.kind(), type.version());
    return schema;
  }

  private ObjectNode customList(ResourceType type) {
    var schema = object().put("type", "object");
    var properties = schema.putObject("properties");
    header(properties, false);
    properties.set("metadata", wrapped(LIST_META));
    var items = properties.putObject("items").put("type", "array");
    items.set("items", custom(type, ""));
    schema.putArray("required").add("items");
    kind(schema, type.group(), type.listKind(), type.version());
    return schema;
  }

  private void header(ObjectNode properties, boolean withMetadata) {
    properties.set("apiVersion", described("string", Descriptions.API_VERSION));
    properties.set("kind", described("string", Descriptions.KIND));
    if (withMetadata) {
      var metadata = wrapped("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
      properties.set("metadata", metadata.put("description", Descriptions.METADATA));
    }
  }

  private static ObjectNode described(String type, String description) {
    return object().put("description", description).put("type", type);
  }

  private static String customName(ResourceType type) {
    var parts = List.of(type.group().split("\\.")).reversed();
    return String.join(".", parts) + "." + type.version() + "." + type.kind();
  }

  private ObjectNode definition(String name, JsonNode facts) {
    var schema = object();
    Descriptions.of(name).ifPresent(text -> schema.put("description", text));
    if (facts.has("fields")) {
      schema.put("type", "object");
      fields(name, facts, schema.putObject("properties"));
      if (facts.has("required")) {
        schema.set("required", facts.path("required"));
      }
    } else {
      scalar(name, facts, schema);
    }
    copy(facts, "mapType", schema, "x-kubernetes-map-type");
    if (facts.has("kind")) {
      var kind = facts.path("kind");
      kind(schema, text(kind, "group"), text(kind, "kind"), text(kind, "version"));
    } else if (facts.has("kinds")) {
      schema.set("x-kubernetes-group-version-kind", facts.path("kinds"));
    }
    copy(facts, "unions", schema, "x-kubernetes-unions");
    return schema;
  }

  private void fields(String name, JsonNode facts, ObjectNode properties) {
    facts
        .path("fields")
        .properties()
        .forEach(
            field -> {
              var schema = field(field.getValue(), true);
              Descriptions.of(name + "#" + field.getKey())
                  .or(() -> Descriptions.ofField(field.getKey()))
                  .ifPresent(text -> schema.put("description", text));
              properties.set(field.getKey(), schema);
            });
  }

  private void scalar(String name, JsonNode facts, ObjectNode schema) {
    if (dialect == OpenApiDialect.V3 && facts.path("format").asText().equals("int-or-string")) {
      schema.put("format", "int-or-string");
      either(schema, "integer", "string");
    } else if (dialect == OpenApiDialect.V3 && name.endsWith(".Quantity")) {
      either(schema, "string", "number");
    } else {
      copy(facts, "type", schema, "type");
      copy(facts, "format", schema, "format");
      if (!facts.has("type") && !name.contains("JSON")) {
        schema.put("type", "object");
      }
    }
  }

  private static void either(ObjectNode schema, String first, String second) {
    var options = schema.putArray("oneOf");
    options.addObject().put("type", first);
    options.addObject().put("type", second);
  }

  private ObjectNode field(JsonNode facts, boolean ofObject) {
    var schema = facts.has("ref") ? referring(facts.path("ref").asText(), ofObject) : object();
    copy(facts, "type", schema, "type");
    copy(facts, "format", schema, "format");
    if (facts.has("items")) {
      schema.set("items", field(facts.path("items"), true));
    }
    if (facts.has("map")) {
      schema.set("additionalProperties", field(facts.path("map"), false));
    }
    copy(facts, "listType", schema, "x-kubernetes-list-type");
    copy(facts, "listMapKeys", schema, "x-kubernetes-list-map-keys");
    copy(facts, "mapType", schema, "x-kubernetes-map-type");
    copy(facts, "patchStrategy", schema, "x-kubernetes-patch-strategy");
    copy(facts, "mergeKey", schema, "x-kubernetes-patch-merge-key");
    return schema;
  }

  private ObjectNode referring(String definition, boolean ofObject) {
    return ofObject ? wrapped(definition) : reference(definition);
  }

  /** In version 3, a reference with siblings has to be wrapped. */
  private ObjectNode wrapped(String definition) {
    var reference = reference(definition);
    if (dialect == OpenApiDialect.V2) {
      return reference;
    }
    var schema = object();
    schema.putArray("allOf").add(reference);
    return schema;
  }

  private static void kind(ObjectNode schema, String group, String kind, String version) {
    schema
        .putArray("x-kubernetes-group-version-kind")
        .addObject()
        .put("group", group)
        .put("kind", kind)
        .put("version", version);
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    if (from.has(field)) {
      to.set(name, from.path(field));
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
