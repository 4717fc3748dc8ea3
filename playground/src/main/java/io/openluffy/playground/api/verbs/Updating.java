package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.UpdateTracking;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.store.StoredObject;
import io.openluffy.playground.api.store.Trees;
import java.util.List;
import java.util.Optional;

/** Changes objects that are there, by compare and swap. */
final class Updating {
  private static final int TRIES = 50;
  private static final List<String> SYSTEM_FIELDS =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion",
          "selfLink");

  /**
   * What a writer makes of an object that is there; the answer is copied, and may share with it.
   */
  @FunctionalInterface
  interface Edit {
    ObjectNode apply(ObjectNode live);
  }

  private final Surroundings around;
  private final Quotas quotas;

  Updating(Surroundings around, Quotas quotas) {
    this.around = around;
    this.quotas = quotas;
  }

  /** Replaces an object by a body, which stays as it is. */
  Written replace(Target target, ObjectNode body, WriteOptions how) {
    Creating.checkPlace(target, body);
    VerbErrors.checkName(target, body);
    if (target.type().custom()
        && version(body).isEmpty()
        && around.store().find(target.key()).isPresent()) {
      var message = "Invalid value: 0: must be specified for an update";
      throw VerbErrors.invalid(
          target.type().group(),
          target.type().plural(),
          target.name(),
          "metadata.resourceVersion: " + message,
          List.of(new Cause("FieldValueInvalid", message, "metadata.resourceVersion")));
    }
    return change(target, live -> body, how, false);
  }

  /** Changes an object; tried again when somebody else was faster. */
  Written change(Target target, Edit edit, WriteOptions how, boolean applied) {
    for (var attempt = 1; attempt <= TRIES; attempt++) {
      var current =
          around.store().find(target.key()).orElseThrow(() -> VerbErrors.notFound(target));
      var done = attempt(target, current, edit, how, applied);
      if (done.isPresent()) {
        return done.get();
      }
    }
    throw VerbErrors.modified(target);
  }

  private Optional<Written> attempt(
      Target target, StoredObject current, Edit edit, WriteOptions how, boolean applied) {
    var live = Versions.shown(target.type(), current.tree());
    var edited = edit.apply(live);
    if (Trees.identical(edited, live)) {
      return Optional.of(new Written(live, false, current.version()));
    }
    checkSame(target, live, edited);
    var prepared = prepare(target, live, edited);
    return around
        .holds()
        .during(
            target,
            live,
            prepared,
            () -> store(target, current, tracked(target, live, prepared, how, applied), how),
            written -> written.isPresent() && !how.dryRun());
  }

  private Optional<Written> store(
      Target target, StoredObject current, ObjectNode prepared, WriteOptions how) {
    var live = Versions.shown(target.type(), current.tree());
    if (isSame(live, prepared)) {
      return Optional.of(new Written(live, false, current.version()));
    }
    Preparation.checkChange(target, live, prepared);
    return Quotas.isGrowing(target)
        ? quotas.within(target, live, prepared, () -> stored(target, current, prepared, how))
        : stored(target, current, prepared, how);
  }

  private Optional<Written> stored(
      Target target, StoredObject current, ObjectNode prepared, WriteOptions how) {
    if (how.dryRun()) {
      return Optional.of(new Written(prepared, false, 0));
    }
    var tree = Versions.stored(around.catalog(), target.type(), prepared);
    if (Deleting.isDone(target, prepared)) {
      // Kubernetes answers with the version that it was before it went.
      var last = Trees.withVersion(prepared, current.version());
      return around
          .store()
          .remove(current, tree)
          .map(gone -> new Written(last, false, gone.version()));
    }
    var stored = around.store().replace(current, tree);
    return stored.map(
        s -> new Written(Versions.shown(target.type(), s.tree()), false, s.version()));
  }

  private void checkSame(Target target, ObjectNode live, ObjectNode edited) {
    var sent = version(edited);
    if (!sent.isEmpty() && !sent.equals(version(live))) {
      throw VerbErrors.modified(target);
    }
    var uid = edited.path("metadata").path("uid").asText();
    var known = live.path("metadata").path("uid").asText();
    if (!uid.isEmpty() && !uid.equals(known)) {
      throw VerbErrors.conflict(
          target,
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, known));
    }
    VerbErrors.checkName(target, edited);
    Creating.checkNamespace(target, edited);
  }

  private static ObjectNode prepare(Target target, ObjectNode live, ObjectNode edited) {
    var own = edited.deepCopy();
    own.put("apiVersion", target.type().apiVersion()).put("kind", target.type().kind());
    var metadata = own.withObjectProperty("metadata");
    var known = live.path("metadata");
    for (var field : SYSTEM_FIELDS) {
      metadata.remove(field);
      if (known.has(field)) {
        metadata.set(field, known.get(field));
      }
    }
    metadata.set("name", known.get("name"));
    metadata.remove("namespace");
    if (known.has("namespace")) {
      metadata.set("namespace", known.get("namespace"));
    }
    return Preparation.ofChange(target, live, own);
  }

  private ObjectNode tracked(
      Target target, ObjectNode live, ObjectNode prepared, WriteOptions how, boolean applied) {
    if (applied) {
      return prepared;
    }
    return UpdateTracking.track(Tracking.context(target, how, around), live, prepared);
  }

  private static boolean isSame(ObjectNode live, ObjectNode prepared) {
    return Trees.same(withoutTimes(live), withoutTimes(prepared));
  }

  /** The object without the times of its owners: these alone are no change. */
  private static ObjectNode withoutTimes(ObjectNode object) {
    var metadata = Trees.child(object, "metadata");
    var entries = Trees.array();
    metadata
        .path("managedFields")
        .forEach(e -> entries.add(e instanceof ObjectNode o ? Trees.without(o, "time") : e));
    return Trees.with(object, "metadata", Trees.with(metadata, "managedFields", entries));
  }

  private static String version(ObjectNode object) {
    var version = object.path("metadata").path("resourceVersion").asText();
    return version.equals("0") ? "" : version;
  }
}
