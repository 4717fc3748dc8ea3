package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Turns the facts of a built-in definition into a {@link SchemaShape}. */
final class DefinitionReader {
  private static final String EXTENSIONS = "io.k8s.apiextensions-apiserver.";

  private final Definitions definitions;

  DefinitionReader(Definitions definitions) {
    this.definitions = definitions;
  }

  SchemaShape definition(String name, JsonNode facts) {
    if (facts.has("type")) {
      var kind =
          facts.path("format").asText().equals("int-or-string")
              ? SchemaKind.INT_OR_STRING
              : scalar(facts.path("type").asText());
      return SchemaShape.of(kind).definition(name).format(facts.path("format").asText()).build();
    }
    if (!facts.has("fields")) {
      return free(name);
    }
    var shape =
        SchemaShape.of(SchemaKind.OBJECT)
            .definition(name)
            .atomicMap(facts.path("mapType").asText().equals("atomic"))
            .required(Definitions.strings(facts.path("required")));
    facts.path("fields").properties().forEach(f -> shape.field(f.getKey(), field(f.getValue())));
    return shape.build();
  }

  /** Definitions without a type hold raw JSON, but for the one empty struct. */
  private static SchemaShape free(String name) {
    if (name.endsWith("CustomResourceSubresourceStatus")) {
      return SchemaShape.of(SchemaKind.ANY).definition(name).preservesUnknown(true).build();
    }
    return SchemaShape.of(SchemaKind.ANY)
        .definition(name)
        .preservesUnknown(true)
        .atomicMap(name.startsWith(EXTENSIONS) || name.endsWith("FieldsV1"))
        .build();
  }

  private Schema field(JsonNode facts) {
    if (facts.has("ref")) {
      return reference(facts);
    }
    return new Schema(() -> inline(facts));
  }

  private Schema reference(JsonNode facts) {
    var target = definitions.schema(facts.path("ref").asText());
    var strategies = strategies(facts);
    var atomic = facts.path("mapType").asText();
    if (strategies.isEmpty() && atomic.isEmpty()) {
      return target;
    }
    return new Schema(() -> target.shape().with(strategies, atomic));
  }

  private SchemaShape inline(JsonNode facts) {
    var type = facts.path("type").asText();
    var kind =
        switch (type) {
          case "array" -> SchemaKind.LIST;
          case "object" -> SchemaKind.MAP;
          default -> scalar(type);
        };
    var shape =
        SchemaShape.of(kind)
            .format(facts.path("format").asText())
            .atomicMap(facts.path("mapType").asText().equals("atomic"))
            .list(listType(facts), Definitions.strings(facts.path("listMapKeys")))
            .patch(strategies(facts), facts.path("mergeKey").asText());
    if (facts.has("items")) {
      shape.items(field(facts.path("items")));
    }
    if (kind == SchemaKind.MAP) {
      shape.values(facts.has("map") ? field(facts.path("map")) : Schema.ANY);
    }
    return shape.build();
  }

  private static ListType listType(JsonNode facts) {
    return switch (facts.path("listType").asText()) {
      case "map" -> ListType.MAP;
      case "set" -> ListType.SET;
      default -> ListType.ATOMIC;
    };
  }

  private static Set<String> strategies(JsonNode facts) {
    var text = facts.path("patchStrategy").asText();
    return text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split(",")));
  }

  private static SchemaKind scalar(String type) {
    return switch (type) {
      case "string" -> SchemaKind.STRING;
      case "integer" -> SchemaKind.INTEGER;
      case "number" -> SchemaKind.NUMBER;
      case "boolean" -> SchemaKind.BOOLEAN;
      default -> SchemaKind.ANY;
    };
  }
}
