package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import java.util.Optional;
import java.util.TreeMap;

/** The annotation in which kubectl's client-side apply remembers what it applied. */
public final class LastApplied {
  static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LastApplied() {}

  static Optional<ObjectNode> of(JsonNode object) {
    var text = object.path("metadata").path("annotations").path(ANNOTATION).asText();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode last ? Optional.of(last) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What was applied, without what an earlier one left in it, as Go writes it: sorted. */
  private static String text(ObjectNode config) {
    var plain = config.deepCopy();
    if (plain.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(ANNOTATION);
    }
    return sorted(plain).toString();
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var names = new TreeMap<String, JsonNode>();
        object.properties().forEach(e -> names.put(e.getKey(), sorted(e.getValue())));
        var all = Trees.object();
        all.setAll(names);
        yield all;
      }
      case ArrayNode array -> {
        var all = Trees.array();
        array.forEach(item -> all.add(sorted(item)));
        yield all;
      }
      default -> node;
    };
  }

  /** Keeps the annotation, where there is one, in step with an apply by kubectl on the server. */
  public static ObjectNode inStep(ObjectNode object, ObjectNode config) {
    var metadata = Trees.child(object, "metadata");
    var annotations = Trees.child(metadata, "annotations");
    if (!annotations.has(ANNOTATION)) {
      return object;
    }
    var changed = Trees.shallow(annotations).put(ANNOTATION, text(config) + "\n");
    return Trees.with(object, "metadata", Trees.with(metadata, "annotations", changed));
  }
}
