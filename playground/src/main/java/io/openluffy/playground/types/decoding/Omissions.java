package io.openluffy.playground.types.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.Schema;
import io.openluffy.playground.types.wire.WireTypes;

/**
 * Which empty values a stored object does not show.
 *
 * <p>Kubernetes' own types can't tell such a value from an absent one: an empty list, map or text,
 * zero and false, wherever the Go field says omitempty and is no pointer.
 */
final class Omissions {
  private Omissions() {}

  static boolean isOmitted(Schema owner, String name, JsonNode value) {
    return WireTypes.isEmpty(value) && WireTypes.builtIn().omitsEmpty(owner.definition(), name);
  }
}
