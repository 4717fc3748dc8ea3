package io.openluffy.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.kernel.store.Json;

/** The store's JSON, but what is absent is left out instead of being null. */
public final class ApiJson {
  private static final ObjectMapper MAPPER =
      Json.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);

  private ApiJson() {}

  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          value.getClass().getName() + " has no JSON form: " + e.getOriginalMessage(), e);
    }
  }
}
