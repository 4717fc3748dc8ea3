package io.openluffy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kube.fields.FieldSet;
import io.openluffy.kube.fields.JsonPatchRules;
import io.openluffy.kube.fields.MergeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How {@link InMemoryCluster} makes the next state of an object from the one before. */
final class InMemoryObjects {
  private static final Set<String> SERVER_FIELDS =
      Set.of(
          "uid",
          "creationTimestamp",
          "generation",
          "resourceVersion",
          "managedFields",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");

  private InMemoryObjects() {}

  /** Fields owned by others that the manager would change. */
  static List<String> conflicts(ObjectNode live, ObjectNode desired, String manager) {
    var after = live.deepCopy();
    MergeRules.overlay(after, desired);
    var changed = MergeRules.changed(live, after);
    var taken = new ArrayList<String>();
    for (var entry : live.at("/metadata/managedFields")) {
      if (!entry.path("manager").asText().equals(manager)
          && entry.path("fieldsV1") instanceof ObjectNode fields) {
        var theirs = new FieldSet(fields);
        var both = theirs.minus(theirs.minus(changed));
        both.leaves().stream()
            .filter(one -> !one.startsWith(".metadata.managedFields"))
            .forEach(taken::add);
      }
    }
    return taken;
  }

  /**
   * The state after a server-side apply; what the manager declared before and dropped is removed.
   */
  static ObjectNode applied(ObjectNode live, ObjectNode desired, String manager) {
    var before = Manifest.owning(live);
    var after = live.deepCopy();
    var declared = FieldSet.declaredIn(desired);
    var dropped = FieldSet.appliedBy(before, manager).orElse(FieldSet.none()).minus(declared);
    for (var entry : live.at("/metadata/managedFields")) {
      if (!entry.path("manager").asText().equals(manager)
          && entry.path("fieldsV1") instanceof ObjectNode others) {
        dropped = dropped.minus(new FieldSet(others));
      }
    }
    dropped.removeFrom(after);
    MergeRules.overlay(after, withoutServerFields(desired));
    own(after, manager, "Apply", declared, MergeRules.changed(live, after));
    return after;
  }

  /** The state after a write that is no apply; the writer owns what it changed. */
  static ObjectNode updated(ObjectNode live, ObjectNode wanted, String manager) {
    var after = wanted.deepCopy();
    var metadata = after.withObject("/metadata");
    for (var field : SERVER_FIELDS) {
      if (live.at("/metadata").has(field)) {
        metadata.set(field, live.at("/metadata/" + field).deepCopy());
      } else {
        metadata.remove(field);
      }
    }
    var changed = MergeRules.changed(live, after);
    if (!changed.isEmpty()) {
      own(after, manager, "Update", changed, changed);
    }
    return after;
  }

  private static ObjectNode withoutServerFields(ObjectNode desired) {
    var copy = desired.deepCopy();
    copy.withObject("/metadata").remove(SERVER_FIELDS);
    return copy;
  }

  /** Writes who owns what: the manager owns its fields, and others lose what it changed. */
  private static void own(
      ObjectNode object, String manager, String operation, FieldSet fields, FieldSet changed) {
    var entries = JsonNodeFactory.instance.arrayNode();
    var mine = fields;
    for (var entry : object.at("/metadata/managedFields")) {
      var same =
          entry.path("manager").asText().equals(manager)
              && entry.path("operation").asText().equals(operation);
      var theirs = new FieldSet((ObjectNode) entry.path("fieldsV1"));
      if (same) {
        mine = operation.equals("Apply") ? fields : fields.union(theirs);
      } else {
        var left = theirs.minus(changed);
        if (!left.isEmpty()) {
          ((ObjectNode) entries.add(entry.deepCopy()).get(entries.size() - 1))
              .set("fieldsV1", left.fieldsV1());
        }
      }
    }
    entries
        .addObject()
        .put("manager", manager)
        .put("operation", operation)
        .put("apiVersion", object.path("apiVersion").asText())
        .put("fieldsType", "FieldsV1")
        .set("fieldsV1", mine.fieldsV1());
    object.withObject("/metadata").set("managedFields", entries);
  }

  /** Whether anything but metadata and status differs. */
  static boolean specChanged(JsonNode before, ObjectNode after) {
    return !bare(before).equals(bare(after));
  }

  private static JsonNode bare(JsonNode object) {
    var copy = (ObjectNode) object.deepCopy();
    copy.remove(List.of("metadata", "status"));
    return copy;
  }

  /** Whether the two differ in anything but who wrote it. */
  static boolean changed(ObjectNode before, ObjectNode after) {
    return !unmanaged(before).equals(unmanaged(after));
  }

  private static ObjectNode unmanaged(ObjectNode object) {
    var copy = object.deepCopy();
    copy.withObject("/metadata").remove(List.of("managedFields", "resourceVersion"));
    return copy;
  }

  static boolean ownedBy(Manifest object, String uid) {
    for (var owner : object.at("/metadata/ownerReferences")) {
      if (owner.path("uid").asText().equals(uid)) {
        return true;
      }
    }
    return false;
  }

  /** Turns stringData of a Secret into data, as the server does. */
  static ObjectNode stored(ObjectNode object) {
    if (object.path("kind").asText().equals("Secret")
        && object.get("stringData") instanceof ObjectNode texts) {
      var data = object.withObject("/data");
      texts
          .properties()
          .forEach(
              one ->
                  data.put(
                      one.getKey(),
                      java.util.Base64.getEncoder()
                          .encodeToString(
                              one.getValue()
                                  .asText()
                                  .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
      object.remove("stringData");
    }
    return object;
  }

  static Manifest generated(Manifest object, long count) {
    var prefix = object.text("/metadata/generateName");
    if (!object.name().isEmpty() || prefix.isEmpty()) {
      return object;
    }
    return object.with(
        copy -> {
          copy.withObject("/metadata").put("name", prefix + Long.toString(count + 10_000, 36));
          return copy;
        });
  }

  /** What a dry run answers: the state after it, with the versions of the live object. */
  static Manifest preview(ObjectNode live, ObjectNode after) {
    var metadata = after.withObject("/metadata");
    for (var field : List.of("resourceVersion", "generation")) {
      if (live.at("/metadata").has(field)) {
        metadata.set(field, live.at("/metadata/" + field));
      }
    }
    return Manifest.owning(after);
  }

  static ObjectNode patched(ObjectNode live, PatchType type, JsonNode patch, ResourceKey key) {
    return switch (type) {
      case JSON -> jsonPatched(live, patch, key);
      case MERGE -> (ObjectNode) MergeRules.mergePatch(live, patch);
      case STRATEGIC -> {
        var copy = live.deepCopy();
        MergeRules.overlay(copy, (ObjectNode) patch);
        yield copy;
      }
    };
  }

  private static ObjectNode jsonPatched(ObjectNode live, JsonNode patch, ResourceKey key) {
    try {
      return (ObjectNode) JsonPatchRules.apply(live, patch);
    } catch (IllegalArgumentException e) {
      throw KubeProblems.of(422, "Invalid", String.valueOf(e.getMessage()), key.toString())
          .asException(e);
    }
  }
}
