package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A part of an object with verbs of its own, such as {@code status} or {@code scale}.
 *
 * @param kind of the body it takes and gives; {@code autoscaling/v1 Scale} for {@code scale}
 * @param scale where a custom resource keeps replicas and selector, as its CRD says
 */
public record Subresource(
    String name,
    GroupVersionKind kind,
    List<String> verbs,
    Schema schema,
    Optional<JsonNode> scale) {

  public Subresource {
    verbs = List.copyOf(verbs);
  }
}
