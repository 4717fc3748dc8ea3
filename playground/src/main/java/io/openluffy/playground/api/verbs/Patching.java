package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.ApplyCheck;
import io.openluffy.playground.api.apply.LastApplied;
import io.openluffy.playground.api.apply.ServerSideApply;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Trees;
import java.util.List;

/** Changes objects by patches; an apply makes them if need be. */
final class Patching {
  private static final String KUBECTL = "kubectl";

  private final Surroundings around;
  private final Creating creating;
  private final Updating updating;

  Patching(Surroundings around, Creating creating, Updating updating) {
    this.around = around;
    this.creating = creating;
    this.updating = updating;
  }

  Written patch(Target target, Patch patch, WriteOptions how) {
    if (patch.kind() == Patch.Kind.APPLY) {
      return apply(target, patch, how);
    }
    if (patch.kind() == Patch.Kind.STRATEGIC && target.type().custom()) {
      throw PatchTypes.unsupported(true);
    }
    return updating.change(target, live -> patched(target, patch, live, how), how, false);
  }

  private ObjectNode patched(Target target, Patch patch, ObjectNode live, WriteOptions how) {
    var schema = target.type().schema();
    var changed = patch.applyTo(schema, live);
    return Bodies.decode(target, schema, changed.deepCopy(), patch.duplicates(), how);
  }

  private Written apply(Target target, Patch patch, WriteOptions how) {
    var config = checked(target, patch);
    while (true) {
      if (around.store().find(target.key()).isPresent()) {
        try {
          return updating.change(target, live -> applied(target, live, config, how), how, true);
        } catch (StatusException e) {
          if (!e.is("NotFound") || around.store().find(target.key()).isPresent()) {
            throw e;
          }
        }
      }
      if (!target.subresource().isEmpty()) {
        throw VerbErrors.notFound(target);
      }
      if (!config.path("metadata").path("uid").asText().isEmpty()) {
        throw VerbErrors.conflict(
            target,
            "uid mismatch: the provided object specified uid, and no existing object was found");
      }
      try {
        return creating.createApplied(target, applied(target, Trees.object(), config, how), how);
      } catch (StatusException e) {
        if (!e.is("AlreadyExists") || how.dryRun()) {
          throw e;
        }
      }
    }
  }

  private ObjectNode applied(Target target, ObjectNode live, ObjectNode config, WriteOptions how) {
    var write = Tracking.context(target, how, around);
    var known = config.path("metadata").path("resourceVersion").asText();
    var current = live.path("metadata").path("resourceVersion").asText();
    if (!known.isEmpty() && !known.equals(current)) {
      throw VerbErrors.modified(target);
    }
    var result = ServerSideApply.apply(write, live, config, how.force());
    if (Trees.identical(result, live)) {
      return result;
    }
    // Stored as every other door stores it, without empty maps and lists.
    var own = Bodies.decode(target, target.type().schema(), result.deepCopy(), List.of(), how);
    return how.manager().equals(KUBECTL) ? LastApplied.inStep(own, config) : own;
  }

  private static ObjectNode checked(Target target, Patch patch) {
    var config = patch.object();
    var metadata = config.path("metadata");
    if (config.path("apiVersion").asText().isEmpty() || config.path("kind").asText().isEmpty()) {
      throw VerbErrors.badRequest(
          "error when unmarshaling patch: Object 'Kind' is missing in '" + config + "'");
    }
    Creating.checkPlace(target, config);
    if (metadata.hasNonNull("managedFields") && !metadata.path("managedFields").isEmpty()) {
      throw VerbErrors.badRequest("metadata.managedFields must be nil");
    }
    var name = metadata.path("name").asText();
    if (!name.isEmpty() && !name.equals(target.name())) {
      throw VerbErrors.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, target.name()));
    }
    var placed = placed(target, config);
    ApplyCheck.failure(target.type().schema(), target.type().apiVersion(), placed)
        .ifPresent(
            failure -> {
              throw VerbErrors.internal(failure);
            });
    return placed;
  }

  private static ObjectNode placed(Target target, ObjectNode config) {
    var metadata = Trees.shallow(Trees.child(config, "metadata")).put("name", target.name());
    if (target.type().namespaced()) {
      metadata.put("namespace", target.namespace());
    }
    return Trees.with(config, "metadata", metadata);
  }
}
