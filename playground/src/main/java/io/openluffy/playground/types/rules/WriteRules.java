package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What becomes of an object between the request and the store, after defaulting: parts that the
 * request may not touch are put back, and generations are counted.
 *
 * <p>Call it with trees of your own (they are changed), with name, namespace and uid already set.
 */
public final class WriteRules {
  private WriteRules() {}

  /** For a create: no status but the first one, generation 1, and what admission adds. */
  public static ObjectNode created(ResourceType type, ObjectNode object) {
    if (GenerationRules.counts(type)) {
      metadata(object).put("generation", 1);
    }
    if (type.custom()) {
      if (type.hasStatus()) {
        object.remove("status");
      }
      return object;
    }
    switch (type.qualifiedName()) {
      case "pods" -> PodRules.created(object);
      case "namespaces" -> NamespaceRules.created(object);
      case "jobs.batch" -> JobRules.created(object);
      case "daemonsets.apps" -> DaemonRules.created(object);
      case "services" -> ServiceRules.created(object);
      case "persistentvolumeclaims" -> StorageProtection.of(object, StorageProtection.CLAIM);
      case "persistentvolumes" -> StorageProtection.of(object, StorageProtection.VOLUME);
      default -> {}
    }
    FirstStatus.set(type, object);
    return object;
  }

  /**
   * For an update, of the main resource (subresource empty) or of a part of it.
   *
   * @param before as stored; not changed
   */
  public static ObjectNode updated(
      ResourceType type, String subresource, ObjectNode before, ObjectNode after) {
    var allowed =
        switch (subresource) {
          case "" -> main(type, before, after);
          case "status" -> status(type, before, after);
          case "finalize" -> part(before, after, List.of("spec"));
          case "approval" -> part(before, after, List.of("status"));
          default -> part(before, after, List.of("spec"));
        };
    var isStatus = subresource.equals("status") || subresource.equals("binding");
    GenerationRules.count(type, before, isStatus ? before : allowed, allowed);
    return allowed;
  }

  private static ObjectNode main(ResourceType type, ObjectNode before, ObjectNode after) {
    if (type.hasStatus()) {
      keep(after, before, "status");
    }
    if (!type.custom()) {
      switch (type.qualifiedName()) {
        case "namespaces" -> keep(after, before, "spec");
        case "services" -> ServiceRules.updated(before, after);
        case "jobs.batch" -> JobRules.updated(before, after);
        case "daemonsets.apps" -> DaemonRules.updated(before, after);
        default -> {}
      }
    }
    return after;
  }

  /** The status as asked; of the rest only what a status writer may touch. */
  private static ObjectNode status(ResourceType type, ObjectNode before, ObjectNode after) {
    if (type.custom()) {
      var result = before.deepCopy();
      keep(result, after, "status");
      keep(metadata(result), metadata(after), "managedFields");
      return result;
    }
    switch (type.qualifiedName()) {
      case "deployments.apps" -> keep(metadata(after), metadata(before), "labels");
      case "pods" -> keep(metadata(after), metadata(before), "ownerReferences");
      default -> {}
    }
    for (var field : fieldsOfBoth(before, after)) {
      if (!field.equals("status") && !field.equals("metadata")) {
        keep(after, before, field);
      }
    }
    return after;
  }

  private static ObjectNode part(ObjectNode before, ObjectNode after, List<String> fields) {
    for (var field : fieldsOfBoth(before, after)) {
      if (!fields.contains(field) && !field.equals("metadata")) {
        keep(after, before, field);
      }
    }
    return after;
  }

  private static List<String> fieldsOfBoth(ObjectNode one, ObjectNode other) {
    return Stream.of(one, other)
        .flatMap(node -> node.properties().stream())
        .map(Map.Entry::getKey)
        .distinct()
        .toList();
  }

  /** Puts a field back to what it is in another object, which may be nothing. */
  static void keep(ObjectNode in, JsonNode from, String field) {
    if (from.has(field)) {
      in.set(field, from.path(field).deepCopy());
    } else {
      in.remove(field);
    }
  }

  static ObjectNode metadata(ObjectNode object) {
    return object.path("metadata") instanceof ObjectNode there
        ? there
        : object.putObject("metadata");
  }
}
