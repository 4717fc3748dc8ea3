package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.openluffy.playground.types.ListType;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.SchemaKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The items of an associative list by their path elements, in order. */
record ListItems(List<String> elements, Map<String, JsonNode> byElement, List<String> repeated) {
  private static final Map<String, String> KNOWN_DEFAULTS = Map.of("protocol", "TCP");

  static ListItems of(Schema list, JsonNode value) {
    var elements = new ArrayList<String>(value.size());
    var byElement = new LinkedHashMap<String, JsonNode>();
    var repeated = new ArrayList<String>();
    for (var item : value) {
      var element = element(list, item);
      if (byElement.putIfAbsent(element, item) == null) {
        elements.add(element);
      } else {
        repeated.add(element);
      }
    }
    return new ListItems(elements, byElement, repeated);
  }

  static String element(Schema list, JsonNode item) {
    if (list.listType() == ListType.SET || !item.isObject()) {
      return PathElements.value(item);
    }
    var keys = JsonNodeFactory.instance.objectNode();
    for (var key : list.listKeys()) {
      key(list, item, key).ifPresent(value -> keys.set(key, value));
    }
    return PathElements.key(keys);
  }

  /** A key of an item, or the value it has when it is left out. */
  static Optional<JsonNode> key(Schema list, JsonNode item, String key) {
    var value = item.get(key);
    if (value != null && !value.isNull()) {
      return Optional.of(value);
    }
    return Layout.items(list)
        .field(key)
        .flatMap(Schema::defaultValue)
        .or(() -> Optional.ofNullable(KNOWN_DEFAULTS.get(key)).map(TextNode::valueOf))
        .or(() -> emptyKey(Layout.items(list), key));
  }

  /** Go's structs always have their keys; a built-in kind's list is one of structs. */
  private static Optional<JsonNode> emptyKey(Schema item, String key) {
    if (!item.definition().startsWith("io.k8s.")) {
      return Optional.empty();
    }
    return item.field(key)
        .map(
            field -> field.kind() == SchemaKind.STRING ? TextNode.valueOf("") : IntNode.valueOf(0));
  }
}
