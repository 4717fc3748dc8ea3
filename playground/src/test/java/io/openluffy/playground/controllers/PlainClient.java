package io.openluffy.playground.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.ObjectClient;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.TypeCatalog;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Writes to a store with just those rules of the API that controllers rely on. */
final class PlainClient implements ObjectClient {
  private static final List<GroupResource> CHILDREN =
      List.of(
          GroupResource.core("pods"),
          GroupResource.of("apps", "replicasets"),
          GroupResource.of("batch", "jobs"),
          GroupResource.of("discovery.k8s.io", "endpointslices"));

  private final ObjectStore store;
  private final TypeCatalog catalog;
  private final InstantSource clock;
  private final AtomicLong uids = new AtomicLong();

  PlainClient(ObjectStore store, TypeCatalog catalog, InstantSource clock) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public ObjectNode create(ObjectNode object) {
    var copy = object.deepCopy();
    copy.withObject("metadata")
        .put("uid", "uid-" + uids.incrementAndGet())
        .put(
            "creationTimestamp",
            clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString())
        .put("generation", 1);
    return store.create(key(copy), copy).tree();
  }

  @Override
  public ObjectNode update(ObjectNode object) {
    var current = current(key(object));
    var copy = object.deepCopy();
    if (current.has("status")) {
      copy.set("status", current.get("status"));
    }
    return write(current, copy);
  }

  @Override
  public ObjectNode updateStatus(ObjectNode object) {
    var current = current(key(object));
    var copy = current.deepCopy();
    copy.set("status", object.path("status").deepCopy());
    copy.withObject("metadata")
        .put("resourceVersion", object.at("/metadata/resourceVersion").asText());
    return store.update(key(copy), copy).tree();
  }

  @Override
  public ObjectNode mergePatch(ObjectKey key, ObjectNode patch) {
    var current = current(key);
    var copy = current.deepCopy();
    merge(copy, patch);
    return write(current, copy);
  }

  @Override
  public ObjectNode mergePatchStatus(ObjectKey key, ObjectNode patch) {
    var copy = current(key).deepCopy();
    merge(copy, patch);
    return store.update(key, copy).tree();
  }

  @Override
  public void delete(ObjectKey key, DeleteOptions options) {
    var found = store.get(key);
    if (found.isEmpty()) {
      return;
    }
    var object = found.get();
    var grace =
        options
            .gracePeriodSeconds()
            .orElse(object.at("/spec/terminationGracePeriodSeconds").asLong(30));
    var isPod = key.type().resource().equals("pods");
    if (isPod && grace > 0 && !object.at("/spec/nodeName").asText().isEmpty()) {
      var copy = object.deepCopy();
      copy.withObject("metadata")
          .put("deletionTimestamp", clock.instant().plusSeconds(grace).toString())
          .put("deletionGracePeriodSeconds", grace);
      store.update(key, copy);
      return;
    }
    store.delete(key);
    for (var type : CHILDREN) {
      for (var child : store.list(type, key.namespace())) {
        if (child.at("/metadata/ownerReferences/0/uid").equals(object.at("/metadata/uid"))) {
          delete(
              ObjectKey.of(type, key.namespace(), child.at("/metadata/name").asText()),
              DeleteOptions.usual());
        }
      }
    }
  }

  @Override
  public ObjectNode bind(ObjectKey pod, String node) {
    var spec = Trees.object();
    spec.putObject("spec").put("nodeName", node);
    return mergePatch(pod, spec);
  }

  @Override
  public void finalizeNamespace(String name) {
    store.delete(ObjectKey.cluster(GroupResource.core("namespaces"), name));
  }

  private ObjectNode write(ObjectNode before, ObjectNode after) {
    if (!before.path("spec").equals(after.path("spec"))) {
      after
          .withObject("metadata")
          .put("generation", before.at("/metadata/generation").asLong() + 1);
    }
    return store.update(key(after), after).tree();
  }

  private ObjectNode current(ObjectKey key) {
    return store
        .get(key)
        .orElseThrow(() -> ApiStatus.of(404, "NotFound", key + " not found").asException());
  }

  private ObjectKey key(JsonNode object) {
    var gvk = GroupVersionKind.of(object.path("apiVersion").asText(), object.path("kind").asText());
    var type = catalog.find(gvk).orElseThrow();
    return ObjectKey.of(
        GroupResource.of(type.storageGroup(), type.plural()),
        object.at("/metadata/namespace").asText(),
        object.at("/metadata/name").asText());
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                target.remove(field.getKey());
              } else if (field.getValue() instanceof ObjectNode inner) {
                var child = Trees.child(target, field.getKey()).deepCopy();
                merge(child, inner);
                target.set(field.getKey(), child);
              } else {
                target.set(field.getKey(), field.getValue());
              }
            });
  }
}
