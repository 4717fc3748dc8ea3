package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a namespace that is created with the application carries. */
public record NamespaceMetadata(Map<String, String> labels, Map<String, String> annotations) {
  public NamespaceMetadata {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Of an application that makes its namespace; else nobody asks for it. */
  public static Optional<NamespaceMetadata> managed(ApplicationSpec spec) {
    return spec.syncPolicy().syncOptions().contains("CreateNamespace=true")
        ? spec.syncPolicy().managedNamespaceMetadata()
        : Optional.empty();
  }

  /** As the status of an operation holds it. */
  public ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    put(json, "labels", labels);
    put(json, "annotations", annotations);
    return json;
  }

  private static void put(ObjectNode json, String field, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      var map = json.putObject(field);
      new TreeMap<>(texts).forEach(map::put);
    }
  }
}
