package io.openluffy.playground.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes to frozen trees: a copy along the path, everything beside it shared. */
public final class Trees {
  private Trees() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
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
