package io.openluffy.playground.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.network.EndpointController;
import io.openluffy.playground.ingress.IngressRules.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Finds a ready pod behind a Service, each in turn. */
final class Backends {
  private final ObjectStore store;
  private final AtomicLong turn = new AtomicLong();

  Backends(ObjectStore store) {
    this.store = store;
  }

  /** A pod that takes the request, or why there is none. */
  sealed interface Choice {
    /**
     * The pod, and the container that listens.
     *
     * @param image as the container's spec names it
     */
    record Chosen(ObjectNode pod, String container, String image, String imageId)
        implements Choice {}

    /** Nobody can answer, for this reason. */
    record Nobody(String reason) implements Choice {}
  }

  Choice choose(Backend backend) {
    var name = "Service " + backend.namespace() + "/" + backend.service();
    var service = store.get(ObjectKey.of(Kinds.SERVICES, backend.namespace(), backend.service()));
    if (service.isEmpty()) {
      return new Choice.Nobody("The Ingress points to " + name + ", which does not exist.");
    }
    var port = port(service.get(), backend.port());
    if (port.isEmpty()) {
      return new Choice.Nobody(name + " has no port " + backend.port() + ".");
    }
    var all = new ArrayList<JsonNode>();
    var ready = new ArrayList<JsonNode>();
    var target = 0;
    for (var slice : slices(backend)) {
      target = Math.max(target, target(slice, port.get()));
      for (var endpoint : slice.path("endpoints")) {
        all.add(endpoint);
        if (endpoint.at("/conditions/ready").asBoolean()) {
          ready.add(endpoint);
        }
      }
    }
    if (ready.isEmpty()) {
      return new Choice.Nobody(
          "None of the " + all.size() + " pods behind " + name + " is ready to answer.");
    }
    var endpoint = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
    return chosen(backend, endpoint.at("/targetRef/name").asText(), target);
  }

  private Choice chosen(Backend backend, String pod, int port) {
    return store
        .get(ObjectKey.of(Kinds.PODS, backend.namespace(), pod))
        .<Choice>map(
            found -> {
              var container = listening(found, port);
              var name = container.path("name").asText();
              return new Choice.Chosen(
                  found, name, container.path("image").asText(), imageId(found, name));
            })
        .orElseGet(() -> new Choice.Nobody("Pod " + pod + " has just gone; try again."));
  }

  private List<ObjectNode> slices(Backend backend) {
    return store.list(Kinds.SLICES, backend.namespace()).stream()
        .filter(
            slice ->
                Fields.labels(slice)
                    .path(EndpointController.SERVICE_NAME)
                    .asText()
                    .equals(backend.service()))
        .toList();
  }

  private static Optional<JsonNode> port(JsonNode service, String wanted) {
    return service
        .at("/spec/ports")
        .valueStream()
        .filter(
            port ->
                port.path("name").asText().equals(wanted)
                    || port.path("port").asText().equals(wanted))
        .findFirst();
  }

  private static int target(JsonNode slice, JsonNode port) {
    return slice
        .path("ports")
        .valueStream()
        .filter(p -> p.path("name").asText().equals(port.path("name").asText()))
        .mapToInt(p -> p.path("port").asInt())
        .findFirst()
        .orElse(0);
  }

  private static JsonNode listening(JsonNode pod, int port) {
    var containers = pod.at("/spec/containers");
    for (var container : containers) {
      for (var candidate : container.path("ports")) {
        if (candidate.path("containerPort").asInt() == port) {
          return container;
        }
      }
    }
    return containers.path(0);
  }

  private static String imageId(JsonNode pod, String container) {
    return pod.at("/status/containerStatuses")
        .valueStream()
        .filter(status -> status.path("name").asText().equals(container))
        .map(status -> status.path("imageID").asText())
        .findFirst()
        .orElse("");
  }
}
