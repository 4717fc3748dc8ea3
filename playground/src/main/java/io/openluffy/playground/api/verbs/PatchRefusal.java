package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.patch.GoText;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A patch that makes something of an object which its kind can't be. */
final class PatchRefusal {
  /** The order in which Go writes them. */
  private static final List<String> METADATA =
      List.of(
          "name",
          "generateName",
          "namespace",
          "selfLink",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp");

  private PatchRefusal() {}

  static StatusException of(Patch patch, ObjectNode changed, String reason) {
    var shown = patch.kind() == Patch.Kind.STRATEGIC ? GoText.of(patch.body()) : json(changed);
    var quoted = shown.replace("\\", "\\\\").replace("\"", "\\\"");
    var message = "Invalid value: \"" + quoted + "\": " + reason;
    return VerbErrors.invalid(
        "", "", "", "patch: " + message, List.of(new Cause("FieldValueInvalid", message, "patch")));
  }

  private static String json(ObjectNode changed) {
    var fields = new TreeMap<String, JsonNode>();
    changed.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    fields.computeIfPresent("metadata", (name, metadata) -> ordered(metadata));
    return object(fields).toString();
  }

  private static JsonNode ordered(JsonNode metadata) {
    var fields = new LinkedHashMap<String, JsonNode>();
    METADATA.stream().filter(metadata::has).forEach(f -> fields.put(f, metadata.get(f)));
    metadata.properties().forEach(f -> fields.putIfAbsent(f.getKey(), f.getValue()));
    fields.remove("managedFields");
    return object(fields);
  }

  private static ObjectNode object(Map<String, JsonNode> fields) {
    var object = Trees.object();
    object.setAll(fields);
    return object;
  }
}
