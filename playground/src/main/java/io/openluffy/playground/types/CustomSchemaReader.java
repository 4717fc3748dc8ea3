package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns a CRD's structural schema into a {@link SchemaShape}. */
final class CustomSchemaReader {
  private static final String OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
  private static final Schema STRING = new Schema(() -> SchemaShape.of(SchemaKind.STRING).build());

  private CustomSchemaReader() {}

  /** The whole object: the CRD's fields with the three that every object has. */
  static SchemaShape root(JsonNode schema) {
    return schema.isObject()
        ? common(builder(schema)).build()
        : common(SchemaShape.of(SchemaKind.OBJECT).preservesUnknown(true)).build();
  }

  private static SchemaShape.Builder common(SchemaShape.Builder shape) {
    return shape
        .field("apiVersion", STRING)
        .field("kind", STRING)
        .field("metadata", Definitions.builtIn().schema(OBJECT_META));
  }

  private static Schema node(JsonNode schema) {
    return new Schema(() -> shape(schema));
  }

  private static SchemaShape shape(JsonNode schema) {
    var shape = builder(schema);
    if (schema.path("x-kubernetes-embedded-resource").asBoolean()) {
      common(shape.embedded(true));
    }
    return shape.build();
  }

  private static SchemaShape.Builder builder(JsonNode schema) {
    var shape = SchemaShape.of(kind(schema));
    if (schema.path("properties").isObject()) {
      schema
          .path("properties")
          .properties()
          .forEach(p -> shape.field(p.getKey(), node(p.getValue())));
    }
    var values = schema.path("additionalProperties");
    if (values.isObject()) {
      shape.values(node(values));
    } else if (values.asBoolean()) {
      shape.values(Schema.ANY);
    }
    if (schema.path("items").isObject()) {
      shape.items(node(schema.path("items")));
    }
    if (schema.has("default")) {
      shape.defaultValue(schema.path("default"));
    }
    return shape
        .format(schema.path("format").asText())
        .list(listType(schema), Definitions.strings(schema.path("x-kubernetes-list-map-keys")))
        .atomicMap(schema.path("x-kubernetes-map-type").asText().equals("atomic"))
        .required(Definitions.strings(schema.path("required")))
        .preservesUnknown(schema.path("x-kubernetes-preserve-unknown-fields").asBoolean())
        .nullable(schema.path("nullable").asBoolean());
  }

  private static SchemaKind kind(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return SchemaKind.INT_OR_STRING;
    }
    return switch (schema.path("type").asText()) {
      case "object" -> isMap(schema) ? SchemaKind.MAP : SchemaKind.OBJECT;
      case "array" -> SchemaKind.LIST;
      case "string" -> SchemaKind.STRING;
      case "integer" -> SchemaKind.INTEGER;
      case "number" -> SchemaKind.NUMBER;
      case "boolean" -> SchemaKind.BOOLEAN;
      default -> schema.path("properties").isObject() ? SchemaKind.OBJECT : SchemaKind.ANY;
    };
  }

  private static boolean isMap(JsonNode schema) {
    var values = schema.path("additionalProperties");
    return !schema.path("properties").isObject() && (values.isObject() || values.asBoolean());
  }

  private static ListType listType(JsonNode schema) {
    return switch (schema.path("x-kubernetes-list-type").asText()) {
      case "map" -> ListType.MAP;
      case "set" -> ListType.SET;
      default -> ListType.ATOMIC;
    };
  }
}
