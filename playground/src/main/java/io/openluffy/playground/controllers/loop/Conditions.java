package io.openluffy.playground.controllers.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of a status; a transition time moves only when the status turns. */
public final class Conditions {
  private final ArrayNode conditions;
  private final String now;
  private final boolean withUpdateTime;

  private Conditions(ArrayNode conditions, Instant now, boolean withUpdateTime) {
    this.conditions = conditions;
    this.now = Fields.text(now);
    this.withUpdateTime = withUpdateTime;
  }

  /** Goes on from the object's conditions. */
  public static Conditions of(JsonNode object, Instant now) {
    return new Conditions(copy(object), now, false);
  }

  /**
   * The form of Deployments: with {@code lastUpdateTime}, what changed stands last, and a new
   * message alone is no change.
   */
  public static Conditions withUpdateTimes(JsonNode object, Instant now) {
    return new Conditions(copy(object), now, true);
  }

  private static ArrayNode copy(JsonNode object) {
    return object.at("/status/conditions") instanceof ArrayNode present
        ? present.deepCopy()
        : Trees.object().arrayNode();
  }

  public Conditions set(String type, boolean isTrue, String reason, String message) {
    return set(type, isTrue ? "True" : "False", reason, message);
  }

  /** Nothing changes when status, reason and message are as before. */
  public Conditions set(String type, String status, String reason, String message) {
    var present = find(type);
    var condition = present == null ? conditions.addObject().put("type", type) : present;
    var turned = !condition.path("status").asText().equals(status);
    var same =
        !turned
            && condition.path("reason").asText().equals(reason)
            && (withUpdateTime || condition.path("message").asText().equals(message));
    if (same) {
      return this;
    }
    if (turned) {
      condition.put("lastTransitionTime", now);
    }
    condition.put("status", status);
    put(condition, "reason", reason);
    put(condition, "message", message);
    if (withUpdateTime) {
      condition.put("lastUpdateTime", now);
      remove(type);
      conditions.add(condition);
    }
    return this;
  }

  /** Says a thing again although nothing turned: something moved on. */
  public Conditions again(String type, boolean isTrue, String reason, String message) {
    var present = find(type);
    if (present != null) {
      present.remove("reason");
    }
    return set(type, isTrue, reason, message);
  }

  public Conditions remove(String type) {
    for (var i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).path("type").asText().equals(type)) {
        conditions.remove(i);
      }
    }
    return this;
  }

  /** Puts them into a status, unless there are none. */
  public void into(ObjectNode status) {
    if (!conditions.isEmpty()) {
      status.set("conditions", conditions);
    }
  }

  private @Nullable ObjectNode find(String type) {
    for (var condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return (ObjectNode) condition;
      }
    }
    return null;
  }

  private static void put(ObjectNode condition, String field, String value) {
    if (value.isEmpty()) {
      condition.remove(field);
    } else {
      condition.put(field, value);
    }
  }
}
