package io.openluffy.kernel.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * How our records are written as JSON, in the store and on the wire.
 *
 * <ul>
 *   <li>A record by its components alone; other methods are no properties.
 *   <li>A record of one {@code String}, as ids are, is that text, also as the key of a map.
 *   <li>A record of a sealed interface carries its simple class name in {@code "is"}.
 *   <li>Times and durations as ISO-8601 texts, an empty Optional as null.
 *   <li>What is absent or null is read as an empty Optional or collection; unknown keys are left
 *       out, so that a row written by a newer server can be read.
 *   <li>A {@code Secret} has no JSON form: writing one fails.
 * </ul>
 */
public final class Json {
  private static final ObjectMapper MAPPER = build();

  private Json() {}

  /** The shared mapper; it must not be configured by its users. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          value.getClass().getName() + " has no JSON form: " + e.getOriginalMessage(), e);
    }
  }

  /** Reads what {@link #write} wrote; anything else is a bug, so it's not for users' input. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalStateException(
          "A stored " + type.getName() + " can't be read: " + e.getOriginalMessage(), e);
    }
  }

  public static JsonNode tree(String json) {
    return read(json, JsonNode.class);
  }

  private static ObjectMapper build() {
    var mapper =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .annotationIntrospector(new JsonShapes())
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.SETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();
    for (var type :
        List.of(
            Collection.class, List.class, Set.class, SortedSet.class, Map.class, SortedMap.class)) {
      mapper.configOverride(type).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    return mapper;
  }
}
