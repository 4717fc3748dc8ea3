package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The schema of a CRD as the API publishes it. */
final class CustomOpenApi {
  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

  /** What version 2 of OpenAPI has no words for. */
  private static final Set<String> NOT_IN_V2 =
      Set.of("oneOf", "anyOf", "allOf", "not", "nullable", "default");

  /** Keys under which the names are the user's, not the schema language's. */
  private static final Set<String> NAMED = Set.of("properties", "patternProperties");

  private CustomOpenApi() {}

  static ObjectNode schema(JsonNode given, OpenApiDialect dialect) {
    ObjectNode copy = given.deepCopy();
    if (dialect == OpenApiDialect.V2) {
      reduce(copy);
    }
    return copy;
  }

  static boolean preservesUnknown(JsonNode schema) {
    return schema.path(PRESERVE).asBoolean();
  }

  private static void reduce(ObjectNode schema) {
    if (schema.path("nullable").asBoolean()
        || schema.path("x-kubernetes-int-or-string").asBoolean()) {
      schema.remove(List.of("type", "items", "properties"));
    }
    if (preservesUnknown(schema)) {
      schema.remove(List.of("items", "properties"));
    }
    schema.remove(NOT_IN_V2);
    schema
        .properties()
        .forEach(
            entry -> {
              if (NAMED.contains(entry.getKey())) {
                entry.getValue().forEach(CustomOpenApi::reduceIfObject);
              } else if (!entry.getKey().startsWith("x-")) {
                reduceIfObject(entry.getValue());
              }
            });
  }

  private static void reduceIfObject(JsonNode node) {
    if (node instanceof ObjectNode schema) {
      reduce(schema);
    }
  }
}
