package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Gathers the cells of one row. */
final class Cells {
  private final ArrayNode cells = JsonNodeFactory.instance.arrayNode();
  private final JsonNode object;
  private final Instant now;

  Cells(JsonNode object, Instant now) {
    this.object = object;
    this.now = now;
  }

  ArrayNode all() {
    return cells;
  }

  JsonNode object() {
    return object;
  }

  JsonNode spec() {
    return object.path("spec");
  }

  JsonNode status() {
    return object.path("status");
  }

  Cells name() {
    return text(object.path("metadata").path("name").asText());
  }

  Cells text(String value) {
    cells.add(value);
    return this;
  }

  /** The text, or another where there is none. */
  Cells text(JsonNode value, String otherwise) {
    var text = value.asText("");
    return text(text.isEmpty() ? otherwise : text);
  }

  Cells text(JsonNode value) {
    return text(value, "");
  }

  Cells number(long value) {
    cells.add(value);
    return this;
  }

  Cells number(JsonNode value) {
    return number(value.asLong());
  }

  Cells flag(JsonNode value) {
    cells.add(value.asBoolean());
    return this;
  }

  Cells raw(JsonNode value) {
    cells.add(value);
    return this;
  }

  Cells none() {
    cells.addNull();
    return this;
  }

  /** How long ago the object was created. */
  Cells age() {
    return text(since(object.path("metadata").path("creationTimestamp")));
  }

  /** How long ago a time was; {@code <unknown>} if there is none. */
  String since(JsonNode time) {
    return since(time.asText(""), now);
  }

  static String since(String time, Instant now) {
    if (time.isEmpty()) {
      return "<unknown>";
    }
    try {
      return HumanDuration.of(Duration.between(instant(time), now));
    } catch (DateTimeException e) {
      return "<invalid>";
    }
  }

  /** From one time of the object to another, or until now. */
  String between(JsonNode start, JsonNode end) {
    var until = end.asText("").isEmpty() ? now : instant(end.asText());
    return HumanDuration.of(Duration.between(instant(start.asText()), until));
  }

  static Instant instant(String time) {
    return OffsetDateTime.parse(time).toInstant();
  }
}
