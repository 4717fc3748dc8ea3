package io.openluffy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One Kubernetes object as JSON: desired, live, or an answer of the server. Never changes; the
 * {@code with} methods give changed copies.
 */
public final class Manifest {
  private final ObjectNode json;

  private Manifest(ObjectNode json) {
    this.json = json;
  }

  /** Wraps a copy of the object. */
  public static Manifest of(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("A manifest is a JSON object, not " + json.getNodeType());
    }
    return new Manifest(object.deepCopy());
  }

  /** Wraps an object that nobody else holds, without copying it. */
  public static Manifest owning(ObjectNode json) {
    return new Manifest(json);
  }

  public static Manifest named(GroupVersionKind gvk, String namespace, String name) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("apiVersion", gvk.apiVersion()).put("kind", gvk.kind());
    var metadata = json.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    return new Manifest(json);
  }

  public String apiVersion() {
    return json.path("apiVersion").asText();
  }

  public String kind() {
    return json.path("kind").asText();
  }

  public GroupVersionKind gvk() {
    return GroupVersionKind.of(apiVersion(), kind());
  }

  public ResourceKey key() {
    return gvk().key(namespace(), name());
  }

  public String name() {
    return text("/metadata/name");
  }

  public String namespace() {
    return text("/metadata/namespace");
  }

  public String uid() {
    return text("/metadata/uid");
  }

  public String resourceVersion() {
    return text("/metadata/resourceVersion");
  }

  public long generation() {
    return at("/metadata/generation").asLong();
  }

  public Optional<Instant> deletedAt() {
    return instant("/metadata/deletionTimestamp");
  }

  public Map<String, String> labels() {
    return strings("/metadata/labels");
  }

  public Map<String, String> annotations() {
    return strings("/metadata/annotations");
  }

  public Optional<String> annotation(String name) {
    var value = at("/metadata/annotations").path(name);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** The node at a JSON pointer; a {@link MissingNode} when there is none. Not to be changed. */
  public JsonNode at(String pointer) {
    return json.at(pointer);
  }

  /** The text at a JSON pointer; empty when there is none. */
  public String text(String pointer) {
    var node = at(pointer);
    return node.isNull() ? "" : node.asText("");
  }

  public Optional<Instant> instant(String pointer) {
    var text = text(pointer);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** A copy of the whole object, free to be changed. */
  public ObjectNode json() {
    return json.deepCopy();
  }

  /** The object itself, for reading only. */
  public ObjectNode view() {
    return json;
  }

  /** A copy with the change made to its JSON. */
  public Manifest with(UnaryOperator<ObjectNode> change) {
    return new Manifest(change.apply(json.deepCopy()));
  }

  public Manifest withNamespace(String namespace) {
    return with(
        copy -> {
          var metadata = copy.withObject("/metadata");
          if (namespace.isEmpty()) {
            metadata.remove("namespace");
          } else {
            metadata.put("namespace", namespace);
          }
          return copy;
        });
  }

  public Manifest withAnnotation(String name, String value) {
    return with(copy -> entry(copy, "annotations", name, value));
  }

  public Manifest withLabel(String name, String value) {
    return with(copy -> entry(copy, "labels", name, value));
  }

  private static ObjectNode entry(ObjectNode copy, String map, String name, String value) {
    var metadata = copy.withObject("/metadata");
    if (!(metadata.get(map) instanceof ObjectNode)) {
      metadata.putObject(map);
    }
    ((ObjectNode) metadata.get(map)).put(name, value);
    return copy;
  }

  private Map<String, String> strings(String pointer) {
    var found = new LinkedHashMap<String, String>();
    at(pointer).properties().forEach(one -> found.put(one.getKey(), one.getValue().asText()));
    return Collections.unmodifiableMap(found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest manifest && json.equals(manifest.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** Its key alone: contents may be secret. */
  @Override
  public String toString() {
    return key().toString();
  }
}
