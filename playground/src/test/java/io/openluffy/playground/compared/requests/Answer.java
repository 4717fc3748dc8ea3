package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;

/** What a server answered: {@code {status, headers, body}} as one tree. */
public record Answer(JsonNode tree) {
  public JsonNode body() {
    return tree.path("body");
  }

  public int status() {
    return tree.path("status").asInt();
  }
}
