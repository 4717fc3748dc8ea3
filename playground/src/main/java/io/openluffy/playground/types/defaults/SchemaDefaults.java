package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.Schema;
import java.util.Set;

/** Fills in the defaults that a CRD's schema states. */
final class SchemaDefaults {
  private static final Set<String> COMMON = Set.of("apiVersion", "kind", "metadata");

  private SchemaDefaults() {}

  static void apply(ResourceType type, ObjectNode object) {
    type.schema()
        .fields()
        .forEach(
            (name, schema) -> {
              if (!COMMON.contains(name)) {
                field(object, name, schema);
              }
            });
  }

  /** Whether something would be filled in. */
  static boolean isMissing(ResourceType type, ObjectNode object) {
    return type.schema().fields().entrySet().stream()
        .filter(field -> !COMMON.contains(field.getKey()))
        .anyMatch(field -> isMissing(object, field.getKey(), field.getValue()));
  }

  private static boolean isMissing(ObjectNode object, String name, Schema schema) {
    var value = object.get(name);
    var isLeftOut = value == null || (value.isNull() && !schema.nullable());
    return isLeftOut ? schema.defaultValue().isPresent() : isMissing(object.path(name), schema);
  }

  private static boolean isMissing(JsonNode value, Schema schema) {
    if (value instanceof ObjectNode object) {
      return schema.fields().entrySet().stream()
              .anyMatch(field -> isMissing(object, field.getKey(), field.getValue()))
          || schema
              .values()
              .filter(
                  inner ->
                      object.properties().stream()
                          .filter(entry -> !schema.fields().containsKey(entry.getKey()))
                          .anyMatch(entry -> isMissing(entry.getValue(), inner)))
              .isPresent();
    }
    return value.isArray()
        && schema
            .items()
            .filter(inner -> value.valueStream().anyMatch(entry -> isMissing(entry, inner)))
            .isPresent();
  }

  private static void field(ObjectNode object, String name, Schema schema) {
    var value = object.get(name);
    if (value == null || (value.isNull() && !schema.nullable())) {
      var standard = schema.defaultValue();
      if (standard.isEmpty()) {
        return;
      }
      object.set(name, standard.get().deepCopy());
    }
    fill(object.path(name), schema);
  }

  private static void fill(JsonNode value, Schema schema) {
    if (value instanceof ObjectNode object) {
      schema.fields().forEach((name, inner) -> field(object, name, inner));
      schema
          .values()
          .ifPresent(
              inner ->
                  object
                      .properties()
                      .forEach(
                          entry -> {
                            if (!schema.fields().containsKey(entry.getKey())) {
                              fill(entry.getValue(), inner);
                            }
                          }));
    } else if (value.isArray()) {
      schema.items().ifPresent(inner -> value.forEach(entry -> fill(entry, inner)));
    }
  }
}
