package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.patch.JsonPatch;
import io.openluffy.playground.api.patch.MergePatch;
import io.openluffy.playground.api.patch.StrategicMergePatch;
import io.openluffy.playground.types.Schema;
import java.util.List;
import java.util.Locale;

/**
 * A body of a PATCH, by its media type.
 *
 * @param duplicates fields that the text had twice
 */
public record Patch(Kind kind, JsonNode body, List<String> duplicates) {
  /** The media types that the API takes. */
  public enum Kind {
    JSON("application/json-patch+json"),
    MERGE("application/merge-patch+json"),
    STRATEGIC("application/strategic-merge-patch+json"),
    APPLY("application/apply-patch+yaml");

    private final String mediaType;

    Kind(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }
  }

  public static Patch merge(ObjectNode body) {
    return new Patch(Kind.MERGE, body, List.of());
  }

  ObjectNode applyTo(Schema schema, ObjectNode live) {
    return switch (kind) {
      case JSON -> JsonPatch.apply(live, body);
      case MERGE -> MergePatch.apply(live, object());
      case STRATEGIC -> StrategicMergePatch.apply(schema, live, object());
      case APPLY -> throw new IllegalStateException("An apply is not applied as a patch");
    };
  }

  private String prefix() {
    return switch (kind) {
      case MERGE, JSON -> "error decoding patch: ";
      case STRATEGIC -> "";
      case APPLY -> "error decoding YAML: error unmarshaling JSON: while decoding JSON: ";
    };
  }

  ObjectNode object() {
    if (body instanceof ObjectNode object) {
      return object;
    }
    if (kind == Kind.MERGE && body.isNull()) {
      throw VerbErrors.badRequest("Invalid JSON Patch");
    }
    throw VerbErrors.badRequest(
        "%sjson: cannot unmarshal %s into Go value of type map[string]interface {}"
            .formatted(prefix(), body.getNodeType().name().toLowerCase(Locale.ROOT)));
  }
}
