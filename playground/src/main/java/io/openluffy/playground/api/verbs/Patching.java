package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.ApplyCheck;
import io.openluffy.playground.api.apply.LastApplied;
import io.openluffy.playground.api.apply.ServerSideApply;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.GroupVersionKind;
import java.util.List;
import java.util.Optional;

/** Changes objects by patches; an apply makes them if need be. */
final class Patching {
  private static final String KUBECTL = "kubectl";
  private static final String OWNERS = "managedFields";
  private static final String TO_JSON = "error converting YAML to JSON: ";

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
    if (patch.kind() != Patch.Kind.STRATEGIC && !target.type().custom()) {
      otherKind(target, changed)
          .ifPresent(
              why -> {
                throw PatchRefusal.of(patch, changed, why);
              });
    }
    return Bodies.decode(
        schema,
        changed,
        patch.duplicates(),
        how,
        reason -> PatchRefusal.of(patch, changed, reason));
  }

  /** Why an object can't be what a patch made of its kind and version; in Kubernetes' words. */
  private Optional<String> otherKind(Target target, ObjectNode changed) {
    var type = target.type();
    var kind = changed.path("kind").asText();
    var apiVersion = changed.path("apiVersion").asText();
    var isSame =
        (kind.isEmpty() || kind.equals(type.kind()))
            && (apiVersion.isEmpty() || apiVersion.equals(type.apiVersion()));
    if (isSame) {
      return Optional.empty();
    }
    var slash = apiVersion.indexOf('/');
    if (apiVersion.lastIndexOf('/') != slash) {
      return Optional.of("unexpected GroupVersion string: " + apiVersion);
    }
    var version = apiVersion.substring(slash + 1);
    var there =
        around
            .catalog()
            .find(new GroupVersionKind(apiVersion.substring(0, Math.max(0, slash)), version, kind));
    var own = type.group().isEmpty() ? "core" : type.group().split("[.]", 2)[0];
    return Optional.of(
        there.isPresent()
            ? "converting (%s.%s) to (%s.%s): unknown conversion"
                .formatted(version, kind, own, type.kind())
            : "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:110\""
                .formatted(kind, apiVersion));
  }

  private Written apply(Target target, Patch patch, WriteOptions how) {
    var config = checked(target, patch);
    return apply(target, new Configuration(patch.object(), config, patch.duplicates()), how);
  }

  /**
   * What an applier wants.
   *
   * @param sent as it came
   * @param placed with the name and namespace of the request
   * @param repeated complaints about what the text has twice
   */
  private record Configuration(ObjectNode sent, ObjectNode placed, List<String> repeated) {}

  /** Applies a number of replicas, as an owner of nothing else of the object. */
  Written applyScale(Target target, ObjectNode config, WriteOptions how) {
    return apply(target, new Configuration(config, placed(target, config), List.of()), how);
  }

  private Written apply(Target target, Configuration wanted, WriteOptions how) {
    var uid = wanted.placed().path("metadata").path("uid").asText();
    while (true) {
      if (around.store().find(target.key()).isPresent()) {
        try {
          return updating.change(
              target, live -> applied(target, live, wanted, wanted.placed(), how), how, true);
        } catch (StatusException e) {
          if (!e.is("NotFound") || around.store().find(target.key()).isPresent()) {
            throw e;
          }
        }
      }
      if (!target.subresource().isEmpty()) {
        throw VerbErrors.notFound(target);
      }
      if (!uid.isEmpty()) {
        throw VerbErrors.conflict(
            target,
            "uid mismatch: the provided object specified uid %s, and no existing object was found"
                .formatted(uid));
      }
      try {
        var config = withoutVersion(wanted.placed());
        return creating.createApplied(
            target, applied(target, Trees.object(), wanted, config, how), how);
      } catch (StatusException e) {
        if (!e.is("AlreadyExists") || how.dryRun()) {
          throw e;
        }
      }
    }
  }

  private ObjectNode applied(
      Target target, ObjectNode live, Configuration wanted, ObjectNode config, WriteOptions how) {
    var write = Tracking.context(target, how, around);
    var known = config.path("metadata").path("resourceVersion").asText();
    var current = live.path("metadata").path("resourceVersion").asText();
    if (!known.isEmpty() && !current.isEmpty() && !known.equals(current)) {
      throw VerbErrors.modified(target);
    }
    var result = ServerSideApply.apply(write, live, config, how.force());
    Bodies.complain(
        wanted.repeated(),
        how,
        reason -> VerbErrors.badRequest("error strict decoding YAML: " + TO_JSON + reason));
    if (Trees.identical(result, live)) {
      return result;
    }
    var own = converted(target, result, wanted.sent(), how);
    return how.manager().equals(KUBECTL) ? LastApplied.inStep(own, wanted.sent()) : own;
  }

  /** As every other door stores it, without empty maps and lists; the owners were just written. */
  private static ObjectNode converted(
      Target target, ObjectNode result, ObjectNode sent, WriteOptions how) {
    var metadata = Trees.child(result, "metadata");
    var own =
        Bodies.decode(
            target.type().schema(),
            Trees.with(result, "metadata", Trees.without(metadata, OWNERS)),
            List.of(),
            how,
            reason -> unconvertible(target, sent, reason));
    if (metadata.has(OWNERS)) {
      own.withObjectProperty("metadata").set(OWNERS, metadata.path(OWNERS));
    }
    return own;
  }

  /** Of an object that is made there is no version to be at. */
  private static ObjectNode withoutVersion(ObjectNode config) {
    var metadata = Trees.child(config, "metadata");
    return Trees.with(config, "metadata", Trees.without(metadata, "resourceVersion"));
  }

  private static ObjectNode checked(Target target, Patch patch) {
    var config = patch.object();
    var metadata = config.path("metadata");
    checkKind(target, config);
    Creating.checkNamespace(target, config);
    if (metadata.hasNonNull(OWNERS) && !metadata.path(OWNERS).isEmpty()) {
      throw VerbErrors.badRequest("metadata.managedFields must be nil");
    }
    VerbErrors.checkName(target, config);
    ApplyCheck.failure(target.type().schema(), target.type().apiVersion(), config)
        .ifPresent(
            failure -> {
              throw VerbErrors.internal(failure);
            });
    return placed(target, config);
  }

  private static void checkKind(Target target, ObjectNode config) {
    var apiVersion = config.path("apiVersion").asText();
    var kind = config.path("kind").asText();
    if (!apiVersion.equals(target.type().apiVersion()) || !kind.equals(target.type().kind())) {
      throw VerbErrors.badRequest("invalid object type: " + inWords(apiVersion, kind));
    }
  }

  private static String inWords(String apiVersion, String kind) {
    return (apiVersion.contains("/") ? apiVersion : "/" + apiVersion) + ", Kind=" + kind;
  }

  private static StatusException unconvertible(Target target, ObjectNode config, String reason) {
    var kind = inWords(target.type().apiVersion(), target.type().kind());
    return VerbErrors.internal(
        "failed to convert new object (%s/%s; %s) to proper version: unable to convert unstructured"
                .formatted(config.path("metadata").path("namespace").asText(), target.name(), kind)
            + " object to %s: error decoding from json: %s".formatted(kind, reason));
  }

  private static ObjectNode placed(Target target, ObjectNode config) {
    var metadata = Trees.shallow(Trees.child(config, "metadata")).put("name", target.name());
    if (target.type().namespaced()) {
      metadata.put("namespace", target.namespace());
    }
    return Trees.with(config, "metadata", metadata);
  }
}
