package io.openluffy.playground.controllers.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads the fields that all objects have. */
public final class Fields {
  private Fields() {}

  public static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  public static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }

  public static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }

  public static long generation(JsonNode object) {
    return object.at("/metadata/generation").asLong();
  }

  public static JsonNode labels(JsonNode object) {
    return object.at("/metadata/labels");
  }

  public static Optional<String> annotation(JsonNode object, String name) {
    var value = object.path("metadata").path("annotations").path(name);
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }

  public static boolean isTerminating(JsonNode object) {
    return object.at("/metadata/deletionTimestamp").isTextual();
  }

  public static ObjectKey key(GroupResource type, JsonNode object) {
    return ObjectKey.of(type, namespace(object), name(object));
  }

  /** The number at a JSON pointer, or another when there is none. */
  public static int number(JsonNode object, String pointer, int otherwise) {
    var value = object.at(pointer);
    return value.isNumber() ? value.asInt() : otherwise;
  }

  /** The time at a JSON pointer. */
  public static Optional<Instant> time(JsonNode object, String pointer) {
    var value = object.at(pointer);
    try {
      return value.isTextual() ? Optional.of(Instant.parse(value.asText())) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  public static Instant created(JsonNode object) {
    return time(object, "/metadata/creationTimestamp").orElse(Instant.EPOCH);
  }

  /** A time as Kubernetes writes it, in whole seconds. */
  public static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The uid of the controller that owns an object. */
  public static Optional<JsonNode> controller(JsonNode object) {
    for (var owner : object.at("/metadata/ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        return Optional.of(owner);
      }
    }
    return Optional.empty();
  }

  public static boolean isControlledBy(JsonNode object, JsonNode owner) {
    return controller(object)
        .map(reference -> reference.path("uid").asText().equals(uid(owner)))
        .orElse(false);
  }

  public static ObjectNode ownerReference(String apiVersion, String kind, JsonNode owner) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("apiVersion", apiVersion)
        .put("kind", kind)
        .put("name", name(owner))
        .put("uid", uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  /** The condition of a type in {@code status.conditions}. */
  public static Optional<JsonNode> condition(JsonNode object, String type) {
    for (var condition : object.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  public static boolean isTrue(JsonNode object, String condition) {
    return condition(object, condition)
        .map(c -> c.path("status").asText().equals("True"))
        .orElse(false);
  }
}
