package io.openluffy.playground.types;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets tests write objects in short: unquoted names and single quotes. */
public final class Json {
  private static final ObjectMapper RELAXED =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private Json() {}

  public static ObjectNode object(String text) {
    try {
      return (ObjectNode) RELAXED.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public static JsonNode read(byte[] text) {
    try {
      return RELAXED.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
