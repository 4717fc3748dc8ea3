package io.openluffy.playground.api.http;

import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.verbs.VerbErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The query of a request, read as the API reads it. */
public record Query(Map<String, List<String>> values) {
  /** The first value; empty when there is none. */
  public String text(String name) {
    var all = values.getOrDefault(name, List.of());
    return all.isEmpty() ? "" : all.getFirst();
  }

  /** As Kubernetes reads them: whatever is there and is not "false" or "0" means yes. */
  public boolean flag(String name) {
    return values.containsKey(name)
        && !text(name).equals("0")
        && !text(name).equalsIgnoreCase("false");
  }

  public OptionalLong number(String name) {
    var text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw VerbErrors.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
  }

  /** The version that a list or a watch is to begin at; 0 for any. */
  public long version() {
    var text = text("resourceVersion");
    if (text.isEmpty()) {
      return 0;
    }
    versionComplaint(text)
        .ifPresent(
            complaint -> {
              throw VerbErrors.badRequest("invalid resource version: " + complaint);
            });
    return Long.parseLong(text);
  }

  /** What is wrong with a text that should be a version. */
  static Optional<String> versionComplaint(String text) {
    if (text.matches("\\d{0,18}")) {
      return Optional.empty();
    }
    var why = text.matches("\\d+") ? "value out of range" : "invalid syntax";
    return Optional.of(
        "resourceVersion: Invalid value: \"%s\": strconv.ParseUint: parsing \"%s\": %s"
            .formatted(text, text, why));
  }

  /** A list option that is not allowed beside the others. */
  static StatusException forbidden(String options, String field, String why) {
    var message = "Forbidden: " + why;
    return VerbErrors.invalid(
        "meta.k8s.io",
        options,
        "",
        field + ": " + message,
        List.of(new Cause("FieldValueForbidden", message, field)));
  }
}
