package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One request, and what of its answer is compared.
 *
 * @param asWritten in the file of the case
 * @param headers an empty value leaves a header away
 * @param only JSON pointers into the body; nothing else of it is compared; empty for all
 * @param until asked again until the body holds this; then only that it does so is compared
 * @param keep names for values of the body, by JSON pointers, that later steps write as {@code
 *     ${name}}: each server's own
 */
public record Step(
    String asWritten,
    String method,
    String path,
    Map<String, String> headers,
    Optional<byte[]> body,
    List<String> only,
    Optional<JsonNode> until,
    Map<String, String> keep) {
  public Step {
    headers = Map.copyOf(headers);
    only = List.copyOf(only);
    keep = Map.copyOf(keep);
  }

  /** Whether events are answered, one after the other, until the time is over. */
  public boolean isWatch() {
    return path.matches(".*[?&]watch=(1|true)\\b.*");
  }

  /** The same request with what a server has answered before. */
  Step with(Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    return new Step(
        asWritten,
        method,
        filled(path, values, value -> URLEncoder.encode(value, StandardCharsets.UTF_8)),
        headers,
        body.map(
            bytes ->
                filled(new String(bytes, StandardCharsets.UTF_8), values, value -> value)
                    .getBytes(StandardCharsets.UTF_8)),
        only,
        until,
        keep);
  }

  private static String filled(
      String text, Map<String, String> values, UnaryOperator<String> written) {
    var filled = text;
    for (var value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", written.apply(value.getValue()));
    }
    return filled;
  }
}
