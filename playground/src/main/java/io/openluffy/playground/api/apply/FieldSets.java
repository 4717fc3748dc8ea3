package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.Schema;
import java.util.HashMap;
import java.util.Map;

/** The fields that a value sets, as its schema shares them. */
final class FieldSets {
  private FieldSets() {}

  /** The set of an object; the object as a whole is not in it. */
  static FieldSet of(Schema schema, JsonNode value) {
    var set = below(schema, value);
    return FieldSet.of(false, set.children());
  }

  private static FieldSet below(Schema schema, JsonNode value) {
    return switch (Layout.of(schema, value)) {
      case LEAF -> FieldSet.LEAF;
      case FIELDS -> fields(schema, value);
      case ITEMS -> items(schema, value);
    };
  }

  private static FieldSet fields(Schema schema, JsonNode value) {
    Map<String, FieldSet> children = new HashMap<>();
    for (var entry : value.properties()) {
      var child = below(Layout.child(schema, entry.getKey()), entry.getValue());
      var named = schema.field(entry.getKey()).isPresent();
      var isEmptyMap = entry.getValue().isObject() && entry.getValue().isEmpty();
      children.put(FieldSet.field(entry.getKey()), !named || isEmptyMap ? child.asMember() : child);
    }
    return FieldSet.of(false, children);
  }

  private static FieldSet items(Schema schema, JsonNode value) {
    Map<String, FieldSet> children = new HashMap<>();
    ListItems.of(schema, value)
        .byElement()
        .forEach(
            (element, item) -> children.put(element, below(Layout.items(schema), item).asMember()));
    return FieldSet.of(false, children);
  }

  /** The set with every named field in it that leads to one of its paths. */
  static FieldSet withNamedFields(FieldSet set, Schema schema) {
    Map<String, FieldSet> children = new HashMap<>();
    set.children()
        .forEach(
            (element, child) -> {
              var below = withNamedFields(child, schemaOf(schema, element));
              var leads = isNamed(schema, element) && !child.children().isEmpty();
              children.put(element, leads ? below.asMember() : below);
            });
    var whole = FieldSet.of(false, children);
    return set.isMember() ? whole.asMember() : whole;
  }

  private static boolean isNamed(Schema schema, String element) {
    return element.startsWith("f:") && schema.field(element.substring(2)).isPresent();
  }

  private static Schema schemaOf(Schema schema, String element) {
    return element.startsWith("f:")
        ? Layout.child(schema, element.substring(2))
        : Layout.items(schema);
  }
}
