package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.spec.NamespaceMetadata;

/** Remembers which labels and annotations a sync gave the namespace that it made. Pure. */
final class NamespaceLabels {
  private static final String FIELD = "managedNamespaceMetadata";

  private NamespaceLabels() {}

  /** The state of an operation, with what it gives the namespace. */
  static ObjectNode noted(ApplicationSpec spec, ObjectNode operationState) {
    NamespaceMetadata.managed(spec)
        .filter(_ -> operationState.path("syncResult").isObject())
        .ifPresent(
            metadata -> operationState.withObject("/syncResult").set(FIELD, metadata.json()));
    return operationState;
  }

  /** Whether the namespace was given last what the spec says now. */
  static boolean isSynced(ApplicationSpec spec, ObjectNode status) {
    var given = status.at("/operationState/syncResult/" + FIELD);
    return NamespaceMetadata.managed(spec)
        .map(metadata -> metadata.json().equals(given))
        .orElse(true);
  }
}
