package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A namespace begins active, with the finalizer that empties it at its end. */
final class NamespaceRules {
  private static final String FINALIZER = "kubernetes";

  private NamespaceRules() {}

  static void created(ObjectNode namespace) {
    var spec =
        namespace.path("spec") instanceof ObjectNode there ? there : namespace.putObject("spec");
    var finalizers = spec.withArrayProperty("finalizers");
    if (finalizers.valueStream().noneMatch(one -> one.asText().equals(FINALIZER))) {
      finalizers.add(FINALIZER);
    }
    namespace.putObject("status").put("phase", "Active");
  }
}
