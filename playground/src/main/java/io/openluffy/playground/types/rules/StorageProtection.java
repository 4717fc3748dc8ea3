package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Finalizers by which claims and volumes outlive their deletion while they are in use. */
public final class StorageProtection {
  public static final String CLAIM = "kubernetes.io/pvc-protection";
  public static final String VOLUME = "kubernetes.io/pv-protection";

  private StorageProtection() {}

  static void of(ObjectNode object, String finalizer) {
    var finalizers = WriteRules.metadata(object).withArrayProperty("finalizers");
    if (finalizers.valueStream().noneMatch(one -> one.asText().equals(finalizer))) {
      finalizers.add(finalizer);
    }
  }
}
