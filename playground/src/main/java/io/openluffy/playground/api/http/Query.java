package io.openluffy.playground.api.http;

import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.verbs.VerbErrors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The query of a request, read as the API reads it. */
public record Query(Map<String, List<String>> values) {
  /** The first value; empty when there is none. */
  public String text(String name) {
    var all = values.getOrDefault(name, List.of());
    return all.isEmpty() ? "" : all.getFirst();
  }

  /** All but a plain no means yes, {@code ?watch} without a value, too. */
  public boolean flag(String name) {
    return switch (text(name).toLowerCase(Locale.ROOT)) {
      case "0", "false" -> false;
      default -> values.containsKey(name);
    };
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
    if (!text.matches("-?\\d{1,18}")) {
      throw VerbErrors.badRequest(
          "invalid resource version: resourceVersion: Invalid value: \""
              + text
              + "\": strconv.ParseUint: parsing \""
              + text
              + "\": invalid syntax");
    }
    return Long.parseLong(text);
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
