package io.openluffy.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.openluffy.kernel.store.Json;

/** The store's JSON, but what is absent is left out instead of being null. */
public final class ApiJson {
  private static final ObjectMapper MAPPER =
      Json.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);

  private static final ObjectReader STRICT =
      noCoercion(Json.mapper().copy())
          .reader()
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

  private ApiJson() {}

  /** Reads what comes from outside: unknown and repeated keys and wrong types are refused. */
  static ObjectReader strict() {
    return STRICT;
  }

  /** A number is no text, and an empty text is no number. */
  private static ObjectMapper noCoercion(ObjectMapper mapper) {
    mapper.setConfig(
        mapper.getDeserializationConfig().without(MapperFeature.ALLOW_COERCION_OF_SCALARS));
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }

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
