package io.openluffy.playground.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/** Changes to frozen trees: a copy along the path, everything beside it shared. */
public final class Trees {
  private static final Comparator<JsonNode> SAME_NUMBERS =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private Trees() {}

  /** Whether two trees are the very same one, so that nothing was copied and nothing changed. */
  @SuppressWarnings("ReferenceEquality")
  public static boolean identical(JsonNode one, JsonNode other) {
    return one == other;
  }

  /** Whether two values say the same; 1 is the same as 1.0, however it is kept. */
  public static boolean same(JsonNode one, JsonNode other) {
    return identical(one, other) || one.equals(SAME_NUMBERS, other);
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A copy whose children are shared. */
  public static ObjectNode shallow(ObjectNode tree) {
    return object().setAll(tree);
  }

  /** The child object, or an empty one. */
  public static ObjectNode child(JsonNode tree, String field) {
    return tree.get(field) instanceof ObjectNode node ? node : object();
  }

  /** The tree with one field set. */
  public static ObjectNode with(ObjectNode tree, String field, JsonNode value) {
    var copy = shallow(tree);
    copy.set(field, value);
    return copy;
  }

  /** The tree without one field; itself when it does not have it. */
  public static ObjectNode without(ObjectNode tree, String field) {
    if (!tree.has(field)) {
      return tree;
    }
    var copy = shallow(tree);
    copy.remove(field);
    return copy;
  }

  /** The object with {@code metadata.resourceVersion} set. */
  public static ObjectNode withVersion(ObjectNode tree, long version) {
    var text = Long.toString(version);
    var metadata = child(tree, "metadata");
    if (metadata.path("resourceVersion").asText().equals(text)) {
      return tree;
    }
    var copy = shallow(metadata);
    copy.put("resourceVersion", text);
    return with(tree, "metadata", copy);
  }
}
