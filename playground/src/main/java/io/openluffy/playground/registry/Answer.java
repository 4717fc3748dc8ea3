package io.openluffy.playground.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.kernel.web.FilePart;
import io.openluffy.kernel.web.WebExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the registry answers to one request, before it is sent. */
record Answer(int status, Map<String, String> headers, Body body) {

  /** Sends status and headers, and itself after them; left out when the request was a HEAD. */
  @FunctionalInterface
  interface Body {
    void send(WebExchange exchange, int status, Map<String, String> headers) throws IOException;

    static Body of(byte[] content) {
      return (exchange, status, headers) -> exchange.respond(status, headers, content);
    }

    static Body of(FilePart part) {
      return (exchange, status, headers) -> exchange.respond(status, headers, part);
    }
  }

  private static final Body NOTHING = Body.of(new byte[0]);

  static Answer empty(int status) {
    return new Answer(status, Map.of("Content-Length", "0"), NOTHING);
  }

  static Answer json(int status, JsonNode document) {
    return bytes(status, "application/json", document.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Answer bytes(int status, String type, byte[] content) {
    var headers = Map.of("Content-Type", type, "Content-Length", String.valueOf(content.length));
    return new Answer(status, headers, Body.of(content));
  }

  /** 204 and 304 have no body and no length. */
  static Answer noContent() {
    return new Answer(204, Map.of(), NOTHING);
  }

  /** 304, with what a client has to know of the content again. */
  static Answer unchanged(Map<String, String> headers) {
    var kept = new LinkedHashMap<>(headers);
    kept.keySet().retainAll(Set.of("Etag", "Docker-Content-Digest"));
    return new Answer(304, kept, NOTHING);
  }

  static Answer error(ErrorCode code, String message) {
    return error(code.status(), code, message);
  }

  static Answer error(int status, ErrorCode code, String message) {
    var nodes = JsonNodeFactory.instance;
    var error = nodes.objectNode().put("code", code.name()).put("message", message);
    return json(status, nodes.objectNode().set("errors", nodes.arrayNode().add(error)));
  }

  void send(WebExchange exchange) throws IOException {
    var sent = exchange.method().equals("HEAD") ? NOTHING : body;
    sent.send(exchange, status, headers);
  }

  Answer with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Answer(status, all, body);
  }
}
