package io.openluffy.playground.types.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;

/**
 * Shows an object in another version that shares its storage.
 *
 * <p>Custom kinds change nothing but their apiVersion (the only conversion we know is None).
 */
public final class Conversion {
  private Conversion() {}

  /** An event of either group in its core shape. */
  public static ObjectNode toCoreEvent(ObjectNode event) {
    return event.path("apiVersion").asText().equals("v1") ? event : EventConversion.toCore(event);
  }

  /** The object in the version of a type; the same tree when it is in that version already. */
  public static ObjectNode to(ResourceType type, ObjectNode object) {
    var from = object.path("apiVersion").asText();
    if (from.equals(type.apiVersion())) {
      return object;
    }
    if (!type.custom() && type.kind().equals("HorizontalPodAutoscaler")) {
      return type.version().equals("v1")
          ? AutoscalerConversion.toV1(object)
          : AutoscalerConversion.toV2(object);
    }
    if (!type.custom() && type.kind().equals("Event")) {
      return type.group().isEmpty()
          ? EventConversion.toCore(object)
          : EventConversion.toEvents(object);
    }
    var copy = object.objectNode();
    copy.setAll(object);
    return copy.put("apiVersion", type.apiVersion());
  }
}
