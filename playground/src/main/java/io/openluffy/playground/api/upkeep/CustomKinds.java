package io.openluffy.playground.api.upkeep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Subscription;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.ObjectClient;
import io.openluffy.playground.types.TypeCatalog;
import java.time.InstantSource;

/**
 * Serves the kinds of CRDs: as soon as one is stored its kind can be asked for, and when one is
 * deleted its objects go first.
 */
public final class CustomKinds implements AutoCloseable {
  static final GroupResource CRDS =
      GroupResource.of("apiextensions.k8s.io", "customresourcedefinitions");
  private static final String FINALIZER = "customresourcecleanup.apiextensions.k8s.io";

  private final ObjectClient client;
  private final TypeCatalog catalog;
  private final CrdStatus status;
  private final WorkQueue<String> queue;
  private final Subscription subscription;

  public CustomKinds(ObjectClient client, TypeCatalog catalog, InstantSource clock) {
    this.client = client;
    this.catalog = catalog;
    this.status = new CrdStatus(catalog, clock);
    this.queue = new WorkQueue<>("playground-crds", this::tend);
    this.subscription = client.store().subscribe(this::onChange);
    client.store().list(CRDS, "").forEach(this::serve);
    client.store().list(CRDS, "").forEach(crd -> queue.add(name(crd)));
  }

  public void start() {
    queue.start();
  }

  /** Called inside the store's lock: the catalog is never behind what is stored. */
  private void onChange(Change change) {
    if (change.key().type().equals(CRDS)) {
      if (change.kind() == Change.Kind.DELETED) {
        catalog.unregister(change.key().name());
      } else {
        serve(change.object());
        queue.add(change.key().name());
      }
    } else if (change.kind() == Change.Kind.DELETED) {
      var type = change.key().type();
      var name = type.resource() + "." + type.group();
      if (!type.group().isEmpty() && client.store().get(crd(name)).isPresent()) {
        queue.add(name);
      }
    }
  }

  private void serve(ObjectNode crd) {
    if (status.conflict(crd).isEmpty()) {
      catalog.register(crd);
    }
  }

  private void tend(String name) {
    try {
      bringUpToDate(name);
    } catch (StatusException e) {
      if (e.is("Conflict")) {
        queue.add(name);
      } else if (!e.is("NotFound")) {
        throw e;
      }
    }
  }

  private void bringUpToDate(String name) {
    var crd = client.store().get(crd(name));
    if (crd.isEmpty()) {
      return;
    }
    if (crd.get().path("metadata").has("deletionTimestamp")) {
      cleanUp(crd.get());
      return;
    }
    var withFinalizer = withFinalizer(crd.get());
    if (!Trees.identical(withFinalizer, crd.get())) {
      client.update(withFinalizer);
    }
    var current = client.store().get(crd(name)).orElse(crd.get());
    var accepted = status.accepted(current);
    if (!Trees.same(accepted.path("status"), current.path("status"))) {
      client.updateStatus(accepted);
    }
  }

  private static ObjectNode withFinalizer(ObjectNode crd) {
    var metadata = Trees.child(crd, "metadata");
    var finalizers = Trees.array();
    metadata.path("finalizers").forEach(finalizers::add);
    if (finalizers.valueStream().anyMatch(f -> f.asText().equals(FINALIZER))) {
      return crd;
    }
    finalizers.add(FINALIZER);
    return Trees.with(crd, "metadata", Trees.with(metadata, "finalizers", finalizers));
  }

  private void cleanUp(ObjectNode crd) {
    var spec = crd.path("spec");
    var type =
        GroupResource.of(spec.path("group").asText(), spec.path("names").path("plural").asText());
    if (catalog.find(type.group(), type.resource()).isPresent()) {
      for (var object : client.store().list(type, "")) {
        var metadata = object.path("metadata");
        if (!metadata.has("deletionTimestamp")) {
          var namespace = metadata.path("namespace").asText();
          client.delete(
              ObjectKey.of(type, namespace, metadata.path("name").asText()), DeleteOptions.usual());
        }
      }
    }
    if (!client.store().list(type, "").isEmpty()) {
      var terminating = status.terminating(crd);
      if (!Trees.same(terminating, crd)) {
        client.updateStatus(terminating);
      }
      return;
    }
    var left = Trees.array();
    crd.path("metadata")
        .path("finalizers")
        .forEach(
            f -> {
              if (!f.asText().equals(FINALIZER)) {
                left.add(f);
              }
            });
    var metadata = Trees.with(Trees.child(crd, "metadata"), "finalizers", left);
    client.update(Trees.with(crd, "metadata", metadata));
  }

  private static ObjectKey crd(String name) {
    return ObjectKey.cluster(CRDS, name);
  }

  private static String name(ObjectNode crd) {
    return crd.path("metadata").path("name").asText();
  }

  @Override
  public void close() {
    subscription.close();
    queue.close();
  }
}
