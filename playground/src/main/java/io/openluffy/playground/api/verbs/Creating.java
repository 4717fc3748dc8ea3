package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.UpdateTracking;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.defaults.Defaults;
import io.openluffy.playground.types.rules.WriteRules;
import java.util.List;

/** Makes objects. */
final class Creating {
  private static final int LONGEST_BASE = 58;
  private static final int TRIES = 8;

  private final Surroundings around;
  private final Namespaces namespaces;
  private final Quotas quotas;

  Creating(Surroundings around, Quotas quotas) {
    this.around = around;
    this.namespaces = new Namespaces(around.store());
    this.quotas = quotas;
  }

  /** Makes an object of a body that is the caller's own. */
  Written create(Target target, ObjectNode body, WriteOptions how) {
    return store(target, body, how, false);
  }

  /** Makes an object of what was applied; its owners are in it already. */
  Written createApplied(Target target, ObjectNode object, WriteOptions how) {
    return store(target, object, how, true);
  }

  private Written store(Target asked, ObjectNode body, WriteOptions how, boolean applied) {
    var metadata = body.withObjectProperty("metadata");
    var isGenerated =
        metadata.path("name").asText().isEmpty() && metadata.hasNonNull("generateName");
    for (var attempt = 1; ; attempt++) {
      var object = body.deepCopy();
      name(asked, object);
      var target = asked.named(object.path("metadata").path("name").asText());
      try {
        return attempt(target, object, how, applied);
      } catch (StatusException e) {
        if (!isGenerated || !e.is("AlreadyExists") || attempt >= TRIES) {
          throw e;
        }
      }
    }
  }

  private Written attempt(Target target, ObjectNode object, WriteOptions how, boolean applied) {
    namespaces.checkCanCreate(target);
    addressed(target, object);
    Defaults.apply(target.type(), object);
    // What is owned is what was sent; what the server adds to it belongs to nobody.
    var sent = ordered(object.deepCopy());
    var prepared = ordered(WriteRules.created(target.type(), object));
    return around
        .holds()
        .during(
            target,
            Trees.object(),
            prepared,
            () -> store(target, applied ? prepared : owned(target, sent, prepared, how), how),
            written -> written.version() > 0);
  }

  private Written store(Target target, ObjectNode prepared, WriteOptions how) {
    Preparation.checkNew(target.type(), prepared);
    checkName(target);
    if (around.store().find(target.key()).isPresent()) {
      throw VerbErrors.alreadyExists(target);
    }
    return quotas.within(target, prepared, () -> stored(target, prepared, how));
  }

  private Written stored(Target target, ObjectNode prepared, WriteOptions how) {
    if (how.dryRun()) {
      return new Written(prepared, true, 0);
    }
    var stored =
        around
            .store()
            .create(target.key(), Versions.stored(around.catalog(), target.type(), prepared));
    return new Written(Versions.shown(target.type(), stored.tree()), true, stored.version());
  }

  private void addressed(Target target, ObjectNode object) {
    var type = target.type();
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    var metadata = object.withObjectProperty("metadata");
    if (!metadata.path("resourceVersion").asText().isEmpty()) {
      throw VerbErrors.internal("resourceVersion should not be set on objects to be created");
    }
    if (type.namespaced()) {
      metadata.put("namespace", target.namespace());
    } else {
      metadata.remove("namespace");
    }
    metadata.remove(
        List.of("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
    metadata.put("uid", around.newUid());
    metadata.put("creationTimestamp", around.now().toString());
  }

  private ObjectNode owned(Target target, ObjectNode sent, ObjectNode prepared, WriteOptions how) {
    var metadata = Trees.without(Trees.child(sent, "metadata"), "managedFields");
    var tracked =
        UpdateTracking.track(
            Tracking.context(target, how, around),
            Tracking.beforeCreate(target.type(), sent),
            Trees.with(sent, "metadata", metadata));
    var owners = tracked.path("metadata").path("managedFields");
    var known = Trees.without(Trees.child(prepared, "metadata"), "managedFields");
    return Trees.with(
        prepared,
        "metadata",
        owners.isEmpty() ? known : Trees.with(known, "managedFields", owners));
  }

  private static ObjectNode ordered(ObjectNode object) {
    var head = Trees.object();
    for (var name : List.of("kind", "apiVersion", "metadata")) {
      head.set(name, object.path(name));
    }
    object
        .properties()
        .forEach(
            e -> {
              if (!head.has(e.getKey())) {
                head.set(e.getKey(), e.getValue());
              }
            });
    return head;
  }

  private void name(Target target, ObjectNode object) {
    var metadata = object.withObjectProperty("metadata");
    var name = metadata.path("name").asText();
    if (name.isEmpty()) {
      var base = metadata.path("generateName").asText();
      if (!base.isEmpty()) {
        metadata.put(
            "name", base.substring(0, Math.min(base.length(), LONGEST_BASE)) + around.newSuffix());
      } else if (!target.name().isEmpty()) {
        metadata.put("name", target.name());
      }
    }
  }

  private static void checkName(Target target) {
    if (target.name().isEmpty()) {
      var message = "Required value: name or generateName is required";
      throw VerbErrors.invalid(
          target.type().group(),
          target.type().kind(),
          "",
          "metadata.name: " + message,
          List.of(new Cause("FieldValueRequired", message, "metadata.name")));
    }
  }

  /** The namespace of a body must be that of the URL. */
  static void checkPlace(Target target, ObjectNode body) {
    checkNamespace(target, body);
    checkKind(target, body);
  }

  static void checkNamespace(Target target, ObjectNode body) {
    var namespace = body.path("metadata").path("namespace").asText();
    if (!namespace.isEmpty()
        && !namespace.equals(target.namespace())
        && target.type().namespaced()) {
      throw VerbErrors.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private static void checkKind(Target target, ObjectNode body) {
    var apiVersion = body.path("apiVersion").asText();
    var kind = body.path("kind").asText();
    var wanted = target.type();
    if (wanted.custom() && apiVersion.equals(wanted.apiVersion()) && !kind.equals(wanted.kind())) {
      var message = "Invalid value: \"%s\": must be %s".formatted(kind, wanted.kind());
      throw VerbErrors.invalid(
          wanted.group(),
          kind,
          body.path("metadata").path("name").asText(),
          "kind: " + message,
          List.of(new Cause("FieldValueInvalid", message, "kind")));
    }
    if ((!apiVersion.isEmpty() && !apiVersion.equals(wanted.apiVersion()))
        || (!kind.isEmpty() && !kind.equals(wanted.kind()))) {
      throw ApiStatus.of(
              400,
              "BadRequest",
              "the API version in the data (%s) does not match the expected API version (%s)"
                  .formatted(apiVersion, wanted.apiVersion())
                  .concat(
                      kind.equals(wanted.kind())
                          ? ""
                          : "; the kind in the data is %s, not %s".formatted(kind, wanted.kind())))
          .asException();
    }
  }
}
