package io.openluffy.playground.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import io.openluffy.playground.types.TypeCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;

/** A simulated cluster whose time a test moves on. */
final class PlayedCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InMemoryObjectStorage storage = new InMemoryObjectStorage();
  private final TypeCatalog catalog = TypeCatalog.builtIn();
  private final Images images;
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final InstantSource clock = () -> now;
  private ObjectStore store = new ObjectStore(storage);
  private PlainClient client = new PlainClient(store, catalog, clock);
  private Controllers controllers;

  PlayedCluster(Path registry) {
    try {
      images = new Images(RegistryFiles.open(registry, clock), "openluffy.localhost"::equals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    controllers = controllers();
    controllers.runDue();
  }

  private Controllers controllers() {
    return new Controllers(
        client, catalog, images, ControllerSettings.usual("PEM"), clock, new Random(7));
  }

  /** The process dies and starts anew on what was stored. */
  void restart() {
    controllers.close();
    store.close();
    store = new ObjectStore(storage);
    client = new PlainClient(store, catalog, clock);
    controllers = controllers();
  }

  /** Lets time pass, doing everything at its time. */
  void pass(Duration time) {
    var end = now.plus(time);
    controllers.runDue();
    for (var next = controllers.nextTimer(); next.isPresent() && !next.get().isAfter(end); ) {
      now = next.get().isAfter(now) ? next.get() : now;
      controllers.runDue();
      next = controllers.nextTimer();
    }
    now = end;
    controllers.runDue();
  }

  void settle() {
    pass(Duration.ofSeconds(5));
  }

  ObjectNode create(String json) {
    try {
      var object = (ObjectNode) JSON.readTree(json);
      var created = client.create(object);
      controllers.runDue();
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Merges JSON (with single quotes) into an object. */
  void patch(GroupResource kind, String name, String json) {
    try {
      client.mergePatch(key(kind, name), (ObjectNode) JSON.readTree(json.replace('\'', '"')));
      controllers.runDue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(GroupResource kind, String name) {
    client.delete(key(kind, name), DeleteOptions.usual());
    controllers.runDue();
  }

  JsonNode get(GroupResource kind, String name) {
    return store.get(key(kind, name)).map(JsonNode.class::cast).orElse(JSON.missingNode());
  }

  List<ObjectNode> list(GroupResource kind) {
    return store.list(kind, "default");
  }

  List<ObjectNode> pods() {
    return list(Kinds.PODS);
  }

  /** {@code reason: message} of all events about an object, oldest first. */
  List<String> events(String about) {
    var lines = new ArrayList<String>();
    for (var event : list(Kinds.EVENTS)) {
      if (event.at("/involvedObject/name").asText().startsWith(about)) {
        lines.add(event.path("reason").asText() + ": " + event.path("message").asText());
      }
    }
    return lines;
  }

  static JsonNode condition(JsonNode object, String type) {
    return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst()
        .orElse(JSON.missingNode());
  }

  /** Subscribes to see what a watcher sees. */
  ObjectStore store() {
    return store;
  }

  Instant now() {
    return now;
  }

  private static ObjectKey key(GroupResource kind, String name) {
    var isCluster = kind.equals(Kinds.NAMESPACES) || kind.equals(Kinds.NODES);
    return isCluster ? ObjectKey.cluster(kind, name) : ObjectKey.of(kind, "default", name);
  }

  /** A Deployment of one container, with JSON (single quotes) for spec fields to add. */
  static String deployment(String name, int replicas, String image, String more) {
    return """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%s","namespace":"default"},
         "spec":{"replicas":%d,"selector":{"matchLabels":{"app":"%s"}}%s,
          "template":{"metadata":{"labels":{"app":"%s"}},
           "spec":{"containers":[{"name":"web","image":"%s"}]}}}}
        """
        .formatted(name, replicas, name, more.replace('\'', '"'), name, image);
  }

  @Override
  public void close() {
    controllers.close();
    store.close();
  }
}
