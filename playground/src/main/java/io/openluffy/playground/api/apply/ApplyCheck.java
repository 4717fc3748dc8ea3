package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Schema;
import java.util.Optional;

/** Whether an object can be applied at all. */
public final class ApplyCheck {
  private ApplyCheck() {}

  /** Why the object does not fit its kind, in the API server's words; empty when it does. */
  public static Optional<String> failure(Schema schema, String apiVersion, ObjectNode config) {
    var errors = TypedCheck.errors(schema, config);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    var metadata = config.path("metadata");
    var reasons =
        errors.size() == 1 ? errors.getFirst() : "errors:\n  " + String.join("\n  ", errors);
    return Optional.of(
        "failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
            .formatted(
                metadata.path("namespace").asText(),
                metadata.path("name").asText(),
                apiVersion.contains("/") ? apiVersion : "/" + apiVersion,
                config.path("kind").asText(),
                reasons));
  }
}
