package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.verbs.VerbErrors;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

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

  /** As Kubernetes writes it: the start is a key below that of the collection. */
  String token(String namespace) {
    var start =
        namespace.isEmpty() ? after.replace('\0', '/') : after.substring(after.indexOf('\0') + 1);
    var token =
        MAPPER.createObjectNode().put("v", FORMAT).put("rv", version).put("start", start + '\0');
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
  }

  static Continuation read(String token, String namespace) {
    var read = decoded(token);
    var format = read.path("v").asText();
    var version = read.path("rv").asLong();
    var start = read.path("start").asText();
    if (!format.equals(FORMAT)) {
      throw invalid("server does not recognize this encoded version " + format);
    }
    if (version == 0) {
      throw invalid("incorrect encoded start resourceVersion (version " + FORMAT + ")");
    }
    if (start.isEmpty()) {
      throw invalid("encoded start key empty (version " + FORMAT + ")");
    }
    if (start.startsWith("/") || List.of(start.replace("\0", "").split("/")).contains("..")) {
      throw invalid(start);
    }
    var name = start.replace("\0", "");
    return new Continuation(
        version, namespace.isEmpty() ? name.replaceFirst("/", "\0") : namespace + '\0' + name);
  }

  private static JsonNode decoded(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw invalid("illegal base64 data at input byte 0");
    }
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw invalid("encoding is not valid");
    }
  }

  private static StatusException invalid(String why) {
    return VerbErrors.badRequest("invalid continue token: continue key is not valid: " + why);
  }

  /** Whether it goes on at the present state, whatever the pages before it showed. */
  boolean isNow() {
    return version == NOW;
  }

  /** The version has been forgotten; the client may go on with what is there now. */
  StatusException expired(String namespace) {
    return ApiStatus.of(
            410,
            "Expired",
            "The provided continue parameter is too old to display a consistent list result. You can"
                + " start a new list without the continue parameter, or use the continue token in"
                + " this response to retrieve the remainder of the results. Continuing with the"
                + " provided token results in an inconsistent list - objects that were created,"
                + " modified, or deleted between the time the first chunk was returned and now may"
                + " show up in the list.")
        .goingOn(new Continuation(NOW, after).token(namespace))
        .asException();
  }
}
