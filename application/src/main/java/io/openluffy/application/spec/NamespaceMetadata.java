package io.openluffy.application.spec;

import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations of the namespace that {@code CreateNamespace=true} makes. */
public record NamespaceMetadata(Map<String, String> labels, Map<String, String> annotations) {
  public NamespaceMetadata {
    labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = java.util.Collections.unmodifiableMap(new TreeMap<>(annotations));
  }
}
