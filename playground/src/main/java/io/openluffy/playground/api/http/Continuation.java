package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.verbs.VerbErrors;
import java.io.IOException;
import java.util.Base64;

/**
 * Where a listing in pages goes on: at which version, and after which object.
 *
 * @param after namespace, NUL, name
 */
record Continuation(long version, String after) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String FORMAT = "meta.k8s.io/v1";

  /** Stands for whatever is there now. */
  private static final long NOW = -1;

  String token() {
    var token = MAPPER.createObjectNode().put("v", FORMAT).put("rv", version).put("start", after);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
  }

  static Continuation read(String token) {
    try {
      JsonNode read = MAPPER.readTree(Base64.getUrlDecoder().decode(token));
      if (read.path("v").asText().equals(FORMAT) && read.path("rv").isIntegralNumber()) {
        return new Continuation(read.path("rv").asLong(), read.path("start").asText());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static StatusException invalid() {
    return VerbErrors.badRequest(
        "invalid continue token: continue key is not valid: encoding is not valid");
  }

  /** Whether it goes on at the present state, whatever the pages before it showed. */
  boolean isNow() {
    return version == NOW;
  }

  /** The version has been forgotten; the client may go on with what is there now. */
  StatusException expired() {
    return ApiStatus.of(
            410,
            "Expired",
            "The provided continue parameter is too old to display a consistent list result. You can"
                + " start a new list without the continue parameter, or use the continue token in"
                + " this response to retrieve the remainder of the results. Continuing with the"
                + " provided token results in an inconsistent list - objects that were created,"
                + " modified, or deleted between the time the first chunk was returned and now may"
                + " show up in the list.")
        .goingOn(new Continuation(NOW, after).token())
        .asException();
  }
}
