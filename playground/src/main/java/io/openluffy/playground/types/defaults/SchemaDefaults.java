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
