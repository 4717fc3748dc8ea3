package io.openluffy.kube.fields;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON patch (RFC 6902): add, remove, replace, move, copy and test. */
public final class JsonPatchRules {
  private JsonPatchRules() {}

  /** Throws IllegalArgumentException when the patch does not fit the document. */
  public static JsonNode apply(JsonNode document, JsonNode patch) {
    var result = document.<JsonNode>deepCopy();
    for (var operation : patch) {
      var path = JsonPointer.compile(operation.path("path").asText());
      switch (operation.path("op").asText()) {
        case "add" -> add(result, path, operation.path("value").deepCopy());
        case "remove" -> remove(result, path);
        case "replace" -> {
          remove(result, path);
          add(result, path, operation.path("value").deepCopy());
        }
        case "test" -> test(result, path, operation.path("value"));
        case "copy" -> add(result, path, from(result, operation).deepCopy());
        case "move" -> {
          var value = from(result, operation).deepCopy();
          remove(result, JsonPointer.compile(operation.path("from").asText()));
          add(result, path, value);
        }
        default ->
            throw new IllegalArgumentException(
                "unknown operation " + operation.path("op").asText());
      }
    }
    return result;
  }

  private static JsonNode from(JsonNode document, JsonNode operation) {
    var found = document.at(operation.path("from").asText());
    if (found.isMissingNode()) {
      throw new IllegalArgumentException("nothing at " + operation.path("from").asText());
    }
    return found;
  }

  private static void test(JsonNode document, JsonPointer path, JsonNode expected) {
    if (!document.at(path).equals(expected)) {
      throw new IllegalArgumentException("the test at " + path + " fails");
    }
  }

  private static void add(JsonNode document, JsonPointer path, JsonNode value) {
    var parent = document.at(path.head());
    var last = path.last().getMatchingProperty();
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else if (parent instanceof ArrayNode array && last.equals("-")) {
      array.add(value);
    } else if (parent instanceof ArrayNode array
        && path.last().getMatchingIndex() >= 0
        && path.last().getMatchingIndex() <= array.size()) {
      array.insert(path.last().getMatchingIndex(), value);
    } else {
      throw new IllegalArgumentException("nothing at " + path.head());
    }
  }

  private static void remove(JsonNode document, JsonPointer path) {
    if (document.at(path).isMissingNode()) {
      throw new IllegalArgumentException("nothing at " + path);
    }
    var parent = document.at(path.head());
    if (parent instanceof ObjectNode object) {
      object.remove(path.last().getMatchingProperty());
    } else if (parent instanceof ArrayNode array) {
      array.remove(path.last().getMatchingIndex());
    }
  }
}
