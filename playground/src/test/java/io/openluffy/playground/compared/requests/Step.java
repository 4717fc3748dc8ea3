package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request, and what of its answer is compared.
 *
 * @param asWritten in the file of the case
 * @param headers an empty value leaves a header away
 * @param only JSON pointers into the body; nothing else of it is compared; empty for all
 * @param until asked again until the body holds this; then only that it does so is compared
 */
public record Step(
    String asWritten,
    String method,
    String path,
    Map<String, String> headers,
    Optional<byte[]> body,
    List<String> only,
    Optional<JsonNode> until) {
  public Step {
    headers = Map.copyOf(headers);
    only = List.copyOf(only);
  }
}
