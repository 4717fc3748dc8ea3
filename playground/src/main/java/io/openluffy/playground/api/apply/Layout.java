package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ListType;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.SchemaKind;

/** How writers share a value: as a whole, by field, or by item. */
enum Layout {
  /** One owner for all of it: scalars, atomic lists and maps, null. */
  LEAF,
  /** An owner for each field or key. */
  FIELDS,
  /** An owner for each item, told apart by its keys or its value. */
  ITEMS;

  static Layout of(Schema schema, JsonNode value) {
    return switch (value) {
      case ObjectNode object -> isShared(schema) ? FIELDS : LEAF;
      case ArrayNode array -> isAssociative(schema) ? ITEMS : LEAF;
      default -> LEAF;
    };
  }

  private static boolean isShared(Schema schema) {
    return switch (schema.kind()) {
      case OBJECT, MAP, ANY -> !schema.atomicMap();
      default -> false;
    };
  }

  static boolean isAssociative(Schema schema) {
    return schema.kind() == SchemaKind.LIST && schema.listType() != ListType.ATOMIC;
  }

  static Schema child(Schema schema, String field) {
    return schema.child(field).orElse(Schema.ANY);
  }

  static Schema items(Schema schema) {
    return schema.items().orElse(Schema.ANY);
  }

  static boolean isNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  static boolean isEmpty(JsonNode value) {
    return isNothing(value) || (value.isContainerNode() && value.isEmpty());
  }
}
