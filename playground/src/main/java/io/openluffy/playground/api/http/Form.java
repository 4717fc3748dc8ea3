package io.openluffy.playground.api.http;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.StatusException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In which form the answer is wanted, as the Accept header says. */
enum Form {
  OBJECT,
  TABLE,
  METADATA,
  METADATA_LIST;

  private static final String YAML = "application/yaml";

  private static final String WRITTEN =
      "application/json, application/yaml, application/vnd.kubernetes.protobuf";

  /** Whether YAML is wanted before JSON. */
  static boolean isYaml(String accept) {
    for (var range : accept.split(",")) {
      var type = range.split(";")[0].strip();
      if (isJson(type) || type.equals(YAML)) {
        return type.equals(YAML);
      }
    }
    return false;
  }

  static Form of(String accept) {
    if (accept.isBlank()) {
      return OBJECT;
    }
    var known = false;
    for (var range : accept.split(",")) {
      var parts = Arrays.stream(range.split(";")).map(String::strip).toList();
      if (isJson(parts.getFirst()) || parts.getFirst().equals(YAML)) {
        known = true;
        var form = of(parts);
        if (form.isPresent()) {
          return form.get();
        }
      }
    }
    throw known ? notWritten() : notKnown();
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || type.equals("*/*") || type.equals("application/*");
  }

  private static Optional<Form> of(List<String> parts) {
    var version = parameter(parts, "v=");
    return switch (parameter(parts, "as=")) {
      case "" -> Optional.of(OBJECT);
      case "Table" -> version.equals("v1") ? Optional.of(TABLE) : Optional.empty();
      case "PartialObjectMetadata" -> Optional.of(METADATA);
      case "PartialObjectMetadataList" -> Optional.of(METADATA_LIST);
      default -> Optional.empty();
    };
  }

  private static String parameter(List<String> parts, String name) {
    return parts.stream()
        .filter(part -> part.startsWith(name))
        .map(part -> part.substring(name.length()))
        .findFirst()
        .orElse("");
  }

  /** A media type that is written, but not in that form. */
  static StatusException notWritten() {
    return ApiStatus.of(
            406, "NotAcceptable", "only the following media types are accepted: " + WRITTEN)
        .asException();
  }

  private static StatusException notKnown() {
    return ApiStatus.of(
            406,
            "NotAcceptable",
            "406: Not Acceptable\n\nAvailable representations: " + WRITTEN,
            ApiStatus.Details.of("", "", ""))
        .asException();
  }
}
