package io.openluffy.playground.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.store.Trees;
import java.util.Arrays;
import java.util.List;

/** JSON patch (RFC 6902): a list of operations, all of which must apply. */
public final class JsonPatch {
  private static final int MOST_OPERATIONS = 10_000;

  private JsonNode document;

  private JsonPatch(JsonNode document) {
    this.document = document;
  }

  public static ObjectNode apply(ObjectNode object, JsonNode operations) {
    if (!operations.isArray()) {
      throw PatchErrors.malformed(
          "error decoding patch: json: cannot unmarshal object into Go value of type"
              + " []handlers.jsonPatchOp");
    }
    if (operations.size() > MOST_OPERATIONS) {
      throw ApiStatus.of(
              413,
              "RequestEntityTooLarge",
              "The allowed maximum operations in a JSON patch is %d, got %d"
                  .formatted(MOST_OPERATIONS, operations.size()))
          .asException();
    }
    var patch = new JsonPatch(object.deepCopy());
    operations.forEach(patch::run);
    if (patch.document instanceof ObjectNode patched) {
      return patched;
    }
    throw PatchErrors.doesNotApply("the patched document is not an object");
  }

  private void run(JsonNode operation) {
    var path = pointer(operation, "path");
    switch (operation.path("op").asText()) {
      case "add" -> add(path, value(operation));
      case "remove" -> remove("remove", path);
      case "replace" -> replace(path, value(operation));
      case "move" -> add(path, remove("move", pointer(operation, "from")));
      case "copy" -> add(path, find("copy", pointer(operation, "from")).deepCopy());
      case "test" -> test(path, operation.path("value"));
      default ->
          throw PatchErrors.doesNotApply("Unexpected kind: " + operation.path("op").asText());
    }
  }

  private static JsonNode value(JsonNode operation) {
    var value = operation.get("value");
    return value == null ? NullNode.getInstance() : value.deepCopy();
  }

  private static List<String> pointer(JsonNode operation, String field) {
    var text = operation.path(field);
    if (!text.isTextual()) {
      throw PatchErrors.doesNotApply("operation has no \"" + field + "\": missing value");
    }
    if (text.asText().isEmpty()) {
      return List.of();
    }
    return Arrays.stream(text.asText().substring(1).split("/", -1))
        .map(part -> part.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private void add(List<String> path, JsonNode value) {
    if (path.isEmpty()) {
      document = value;
      return;
    }
    var parent = parent("add", path);
    var last = path.getLast();
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else if (parent instanceof ArrayNode array) {
      array.insert(last.equals("-") ? array.size() : index("add", path, array.size()), value);
    }
  }

  private JsonNode remove(String operation, List<String> path) {
    var old = find(operation, path);
    if (path.isEmpty()) {
      throw PatchErrors.doesNotApply("the whole document cannot be removed");
    }
    var parent = parent(operation, path);
    if (parent instanceof ObjectNode object) {
      object.remove(path.getLast());
    } else if (parent instanceof ArrayNode array) {
      array.remove(index(operation, path, array.size() - 1));
    }
    return old;
  }

  private void replace(List<String> path, JsonNode value) {
    if (path.isEmpty()) {
      document = value;
      return;
    }
    var parent = parent("replace", path);
    if (parent instanceof ObjectNode object) {
      object.set(path.getLast(), value);
    } else if (parent instanceof ArrayNode array) {
      array.set(index("replace", path, array.size() - 1), value);
    }
  }

  private void test(List<String> path, JsonNode value) {
    var found = document;
    for (var part : path) {
      found = child(found, part);
    }
    var wantsNothing = value.isNull() || value.isMissingNode();
    var isNothing = found.isNull() || found.isMissingNode();
    if (wantsNothing ? !isNothing : !Trees.same(found, value)) {
      throw PatchErrors.doesNotApply("testing value " + inWords(path) + " failed: test failed");
    }
  }

  private JsonNode find(String operation, List<String> path) {
    var found = document;
    for (var part : path) {
      found = child(found, part);
      if (found.isMissingNode()) {
        throw missing(operation, path);
      }
    }
    return found;
  }

  private JsonNode parent(String operation, List<String> path) {
    var parent = find(operation, path.subList(0, path.size() - 1));
    if (!parent.isContainerNode()) {
      throw missing(operation, path);
    }
    return parent;
  }

  private static JsonNode child(JsonNode parent, String part) {
    if (parent.isArray()) {
      return part.matches("-?[0-9]{1,9}") ? parent.path(Integer.parseInt(part)) : parent.path(-1);
    }
    return parent.path(part);
  }

  private static int index(String operation, List<String> path, int last) {
    var part = path.getLast();
    var index = part.matches("[0-9]{1,9}") ? Integer.parseInt(part) : -1;
    if (index < 0 || index > last) {
      throw PatchErrors.doesNotApply(
          "%s operation does not apply: Unable to access invalid index: %s: invalid index referenced"
              .formatted(operation, part));
    }
    return index;
  }

  private static RuntimeException missing(String operation, List<String> path) {
    return PatchErrors.doesNotApply(
        "%s operation does not apply: doc is missing path: \"%s\": missing value"
            .formatted(operation, inWords(path)));
  }

  private static String inWords(List<String> path) {
    return path.isEmpty() ? "" : "/" + String.join("/", path);
  }
}
