package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.openluffy.playground.api.Yaml;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.upkeep.CustomKinds;
import io.openluffy.playground.api.upkeep.OwnerCollector;
import io.openluffy.playground.types.TypeCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An API without HTTP, with its upkeep, on a fixed clock. */
final class Api implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final ObjectStore store = new ObjectStore(new InMemoryObjectStorage());
  final TypeCatalog catalog = TypeCatalog.builtIn();
  final Verbs verbs =
      new Verbs(
          Surroundings.of(
              store,
              catalog,
              InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
              new Random(1)));
  private final CustomKinds kinds =
      new CustomKinds(verbs.client("crds"), catalog, verbs.around().clock());
  private final OwnerCollector owners = new OwnerCollector(verbs.client("gc"), catalog);

  Api() {
    kinds.start();
    owners.start();
    create("{apiVersion: v1, kind: Namespace, metadata: {name: default}}");
  }

  ObjectNode create(String yaml) {
    var object = Yaml.yaml(yaml);
    if (!object.path("kind").asText().equals("Namespace")
        && !object.path("kind").asText().equals("CustomResourceDefinition")) {
      object.withObjectProperty("metadata").putIfAbsent("namespace", TextNode.valueOf("default"));
    }
    return verbs.client("test").create(object);
  }

  Target target(String group, String plural, String name) {
    var type = catalog.find(group, plural).orElseThrow();
    return Target.of(type, type.namespaced() ? "default" : "", name);
  }

  Optional<ObjectNode> find(String group, String plural, String name) {
    var type = catalog.find(group, plural);
    return type.flatMap(t -> store.get(target(group, plural, name).key()));
  }

  Optional<ObjectNode> configMap(String name) {
    return store.get(ObjectKey.of(GroupResource.core("configmaps"), "default", name));
  }

  Removed delete(Target target, DeleteOptions.Propagation propagation) {
    return verbs.delete(
        target,
        new DeleteOptions(
            OptionalLong.empty(), propagation, Optional.empty(), Optional.empty(), false));
  }

  Written patch(Target target, String merge) {
    return verbs.patch(target, Patch.merge(Yaml.yaml(merge)), WriteOptions.by("test"));
  }

  Written apply(Target target, String manager, String yaml, boolean force) {
    var how = new WriteOptions(manager, false, WriteOptions.FieldValidation.STRICT, force, w -> {});
    return verbs.patch(target, new Patch(Patch.Kind.APPLY, Yaml.yaml(yaml), List.of()), how);
  }

  /** Waits, woken by each write, until something holds. */
  void until(BooleanSupplier condition) {
    var woken = new Semaphore(0);
    var subscription = store.subscribe(change -> woken.release());
    try {
      while (!condition.getAsBoolean()) {
        if (!woken.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new AssertionError("It did not happen within " + PATIENCE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      subscription.close();
    }
  }

  static JsonNode metadata(ObjectNode object) {
    return object.path("metadata");
  }

  @Override
  public void close() {
    kinds.close();
    owners.close();
    store.close();
  }
}
