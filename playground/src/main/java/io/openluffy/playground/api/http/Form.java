package io.openluffy.playground.api.http;

import io.openluffy.playground.api.status.ApiStatus;
import java.util.Arrays;
import java.util.stream.Collectors;

/** In which form the answer is wanted, as the Accept header says. */
enum Form {
  OBJECT,
  TABLE,
  METADATA,
  METADATA_LIST;

  static Form of(String accept) {
    if (accept.isBlank()) {
      return OBJECT;
    }
    for (var range : accept.split(",")) {
      var parts = Arrays.stream(range.split(";")).map(String::strip).toList();
      var type = parts.getFirst();
      var isJson =
          type.equals("application/json") || type.equals("*/*") || type.equals("application/*");
      if (isJson) {
        var as =
            parts.stream()
                .filter(p -> p.startsWith("as="))
                .map(p -> p.substring(3))
                .collect(Collectors.joining());
        var version = parts.stream().filter(p -> p.startsWith("v=")).collect(Collectors.joining());
        switch (as) {
          case "" -> {
            return OBJECT;
          }
          case "Table" -> {
            if (version.equals("v=v1")) {
              return TABLE;
            }
          }
          case "PartialObjectMetadata" -> {
            return METADATA;
          }
          case "PartialObjectMetadataList" -> {
            return METADATA_LIST;
          }
          default -> {}
        }
      }
    }
    throw ApiStatus.of(
            406,
            "NotAcceptable",
            "only the following media types are accepted: application/json,"
                + " application/json;as=Table;v=v1;g=meta.k8s.io,"
                + " application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")
        .asException();
  }
}
