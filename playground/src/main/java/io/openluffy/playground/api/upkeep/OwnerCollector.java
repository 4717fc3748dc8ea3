package io.openluffy.playground.api.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.store.StoredObject;
import io.openluffy.playground.api.store.Subscription;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.DeleteOptions.Propagation;
import io.openluffy.playground.api.verbs.ObjectClient;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.TypeCatalog;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Deletes what nobody owns any more, and carries out foreground and orphaning deletions. It acts on
 * changes; at start it looks at everything once.
 */
public final class OwnerCollector implements AutoCloseable {
  private static final String ORPHAN = "orphan";
  private static final String FOREGROUND = "foregroundDeletion";
  private static final int TRIES = 10;
  private static final JsonNode FALSE = BooleanNode.FALSE;

  private final ObjectClient client;
  private final ObjectStore store;
  private final TypeCatalog catalog;
  private final Owners owners = new Owners();
  private final WorkQueue<ObjectKey> queue;
  private final Subscription subscription;

  /**
   * @param catalog an owner of a kind that it does not have can't be looked up: it may be there
   */
  public OwnerCollector(ObjectClient client, TypeCatalog catalog) {
    this.client = client;
    this.catalog = catalog;
    this.store = client.store();
    this.queue = new WorkQueue<>("playground-owners", this::tend);
    this.subscription = store.subscribe(this::onChange);
    for (var object : store.all()) {
      owners.add(object.key(), object.tree());
    }
    store.all().forEach(object -> queue.add(object.key()));
  }

  public void start() {
    queue.start();
  }

  /** Called inside the store's lock. */
  private void onChange(Change change) {
    owners.note(change);
    var metadata = change.object().path("metadata");
    if (change.kind() == Change.Kind.DELETED) {
      owners.ownedBy(Owners.uid(change.object())).forEach(queue::add);
      metadata.path("ownerReferences").forEach(r -> queueOwner(change.key(), r));
      return;
    }
    if (metadata.has("ownerReferences") || metadata.has("deletionTimestamp")) {
      queue.add(change.key());
    }
    // An owner that waited for it may have nothing to wait for now.
    change
        .before()
        .map(before -> before.path("metadata").path("ownerReferences"))
        .filter(before -> !before.equals(metadata.path("ownerReferences")))
        .ifPresent(before -> before.forEach(r -> queueOwner(change.key(), r)));
  }

  /** An owner that waits for what it owns may go on now. */
  private void queueOwner(ObjectKey owned, JsonNode reference) {
    owners
        .find(reference.path("uid").asText())
        .filter(owner -> !owner.equals(owned))
        .ifPresent(queue::add);
  }

  private void tend(ObjectKey key) {
    var found = store.find(key);
    if (found.isEmpty()) {
      return;
    }
    var metadata = found.get().tree().path("metadata");
    if (metadata.has("deletionTimestamp")) {
      if (hasFinalizer(metadata, ORPHAN)) {
        orphan(found.get());
      } else if (hasFinalizer(metadata, FOREGROUND)) {
        deleteOwnedFirst(found.get());
      }
    }
    var references = metadata.path("ownerReferences");
    if (!references.isEmpty()) {
      collect(found.get(), references);
    }
  }

  /**
   * Deletes an object if no owner is there to stay; else takes the others off it: those that are
   * gone, and those that wait for what they own to go first.
   */
  private void collect(StoredObject object, JsonNode references) {
    var gone = 0;
    var waiting = 0;
    for (var reference : references) {
      if (isWaiting(reference)) {
        waiting++;
      } else if (isLost(reference)) {
        gone++;
      }
    }
    if (gone + waiting == references.size()) {
      if (!object.tree().path("metadata").has("deletionTimestamp")) {
        var owned = owners.ownedBy(Owners.uid(object.tree()));
        if (waiting > 0 && owned.stream().anyMatch(this::isWaiting)) {
          // They may wait for each other in a circle.
          change(object.key(), OwnerCollector::unblocking);
        }
        var isForeground = waiting > 0 && !owned.isEmpty();
        delete(object, isForeground ? Propagation.FOREGROUND : Propagation.DEFAULT);
      }
    } else if (gone + waiting > 0) {
      change(object.key(), o -> withList(o, "ownerReferences", r -> !isWaiting(r) && !isLost(r)));
    }
  }

  /** Whether the owner is gone; one of a kind that is not served here may live elsewhere. */
  private boolean isLost(JsonNode reference) {
    var kind =
        GroupVersionKind.of(reference.path("apiVersion").asText(), reference.path("kind").asText());
    return !owners.exists(Owners.uidOf(reference)) && catalog.find(kind).isPresent();
  }

  private boolean isWaiting(JsonNode reference) {
    return owners.find(Owners.uidOf(reference)).filter(this::isWaiting).isPresent();
  }

  private boolean isWaiting(ObjectKey key) {
    return store
        .find(key)
        .map(owner -> owner.tree().path("metadata"))
        .filter(metadata -> metadata.has("deletionTimestamp") && hasFinalizer(metadata, FOREGROUND))
        .isPresent();
  }

  private void delete(StoredObject object, Propagation propagation) {
    var uid = Owners.uid(object.tree());
    var keepsOrphans = hasFinalizer(object.tree().path("metadata"), ORPHAN);
    var options =
        new DeleteOptions(
            OptionalLong.empty(),
            keepsOrphans ? Propagation.ORPHAN : backgroundUnless(propagation),
            Optional.of(uid),
            Optional.empty(),
            false);
    try {
      client.delete(object.key(), options);
    } catch (StatusException e) {
      if (!e.is("Conflict")) {
        throw e;
      }
    }
  }

  private static Propagation backgroundUnless(Propagation propagation) {
    return propagation == Propagation.DEFAULT ? Propagation.BACKGROUND : propagation;
  }

  private void orphan(StoredObject owner) {
    var uid = Owners.uid(owner.tree());
    for (var key : owners.ownedBy(uid)) {
      change(key, object -> withoutOwners(object, uid::equals));
    }
    change(owner.key(), object -> withoutFinalizer(object, ORPHAN));
  }

  private void deleteOwnedFirst(StoredObject owner) {
    var uid = Owners.uid(owner.tree());
    var blocked = false;
    for (var key : owners.ownedBy(uid)) {
      var owned = store.find(key);
      if (owned.isPresent()) {
        queue.add(key);
        blocked |= blocks(owned.get().tree(), uid);
      }
    }
    if (!blocked) {
      change(owner.key(), object -> withoutFinalizer(object, FOREGROUND));
    }
  }

  private static boolean blocks(ObjectNode object, String uid) {
    return object
        .path("metadata")
        .path("ownerReferences")
        .valueStream()
        .anyMatch(r -> Owners.uidOf(r).equals(uid) && r.path("blockOwnerDeletion").asBoolean());
  }

  @FunctionalInterface
  private interface Edit {
    ObjectNode apply(ObjectNode object);
  }

  private void change(ObjectKey key, Edit edit) {
    for (var attempt = 0; attempt < TRIES; attempt++) {
      var object = store.get(key);
      if (object.isEmpty()) {
        return;
      }
      try {
        client.update(edit.apply(object.get()));
        return;
      } catch (StatusException e) {
        if (e.is("NotFound")) {
          return;
        }
        if (!e.is("Conflict")) {
          throw e;
        }
      }
    }
  }

  private static ObjectNode unblocking(ObjectNode object) {
    var metadata = Trees.child(object, "metadata");
    var references = Trees.array();
    metadata
        .path("ownerReferences")
        .forEach(r -> references.add(Trees.with((ObjectNode) r, "blockOwnerDeletion", FALSE)));
    return Trees.with(object, "metadata", Trees.with(metadata, "ownerReferences", references));
  }

  private static ObjectNode withoutOwners(ObjectNode object, Predicate<String> gone) {
    return withList(object, "ownerReferences", r -> !gone.test(Owners.uidOf(r)));
  }

  private static ObjectNode withoutFinalizer(ObjectNode object, String finalizer) {
    return withList(object, "finalizers", f -> !f.asText().equals(finalizer));
  }

  private static ObjectNode withList(ObjectNode object, String field, Predicate<JsonNode> kept) {
    var metadata = Trees.child(object, "metadata");
    ArrayNode left = Trees.array();
    metadata.path(field).valueStream().filter(kept).forEach(left::add);
    return Trees.with(
        object,
        "metadata",
        left.isEmpty() ? Trees.without(metadata, field) : Trees.with(metadata, field, left));
  }

  private static boolean hasFinalizer(JsonNode metadata, String finalizer) {
    return metadata.path("finalizers").valueStream().anyMatch(f -> f.asText().equals(finalizer));
  }

  @Override
  public void close() {
    subscription.close();
    queue.close();
  }
}
