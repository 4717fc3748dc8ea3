package io.openluffy.playground.controllers.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.Selector;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which pods stand behind a Service: one EndpointSlice and the older Endpoints object. */
public final class EndpointController implements SimulatedController {
  public static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";

  private final World world;

  public EndpointController(World world) {
    this.world = world;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    if (change.key().type().equals(Kinds.SERVICES)) {
      return List.of(change.key());
    }
    if (!change.key().type().equals(Kinds.PODS)) {
      return List.of();
    }
    return world.list(Kinds.SERVICES, change.key().namespace()).stream()
        .filter(
            service ->
                Stream.concat(Stream.of(change.object()), change.before().stream())
                    .anyMatch(pod -> selects(service, pod)))
        .map(service -> Fields.key(Kinds.SERVICES, service))
        .toList();
  }

  private static boolean selects(JsonNode service, JsonNode pod) {
    var selector = service.at("/spec/selector");
    return selector.size() > 0 && Selector.containsAll(Fields.labels(pod), selector);
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      // Slices go with their owner; Endpoints have none.
      world
          .client()
          .delete(
              ObjectKey.of(Kinds.ENDPOINTS, key.namespace(), key.name()), DeleteOptions.usual());
      return Optional.empty();
    }
    var service = found.get();
    if (Fields.isTerminating(service) || service.at("/spec/selector").isEmpty()) {
      return Optional.empty();
    }
    var pods =
        world.list(Kinds.PODS, key.namespace()).stream()
            .filter(pod -> selects(service, pod) && hasAddress(pod))
            .toList();
    slice(service, pods);
    endpoints(service, pods, now);
    return Optional.empty();
  }

  private static boolean hasAddress(JsonNode pod) {
    var phase = pod.at("/status/phase").asText();
    return !pod.at("/status/podIP").asText().isEmpty()
        && !phase.equals("Succeeded")
        && !phase.equals("Failed");
  }

  private void slice(ObjectNode service, List<ObjectNode> pods) {
    var present =
        world.controlledBy(service, Kinds.SLICES).stream()
            .filter(slice -> !Fields.isTerminating(slice))
            .findFirst();
    var slice = present.map(ObjectNode::deepCopy).orElseGet(() -> newSlice(service));
    slice.putArray("endpoints").addAll(pods.stream().map(pod -> endpoint(service, pod)).toList());
    slice.set("ports", ServicePorts.of(service, pods.stream().findFirst()));
    if (present.isPresent()) {
      world.update(present.get(), slice);
    } else {
      world.create(slice);
    }
  }

  private ObjectNode newSlice(ObjectNode service) {
    var slice =
        Trees.object().put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    var metadata = slice.putObject("metadata");
    var prefix = Fields.name(service) + "-";
    metadata
        .put("name", prefix + world.suffix())
        .put("generateName", prefix)
        .put("namespace", Fields.namespace(service));
    metadata
        .putObject("labels")
        .put(SERVICE_NAME, Fields.name(service))
        .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    metadata.putArray("ownerReferences").add(Fields.ownerReference("v1", "Service", service));
    return slice.put("addressType", "IPv4");
  }

  private static ObjectNode endpoint(JsonNode service, JsonNode pod) {
    var terminating = Fields.isTerminating(pod);
    var serving = Fields.isTrue(pod, "Ready");
    var early = service.at("/spec/publishNotReadyAddresses").asBoolean();
    var endpoint = Trees.object();
    endpoint.putArray("addresses").add(pod.at("/status/podIP").asText());
    endpoint
        .putObject("conditions")
        .put("ready", early || (serving && !terminating))
        .put("serving", serving)
        .put("terminating", terminating);
    endpoint.set("targetRef", target(pod));
    return endpoint.put("nodeName", pod.at("/spec/nodeName").asText());
  }

  private static ObjectNode target(JsonNode pod) {
    return Trees.object()
        .put("kind", "Pod")
        .put("namespace", Fields.namespace(pod))
        .put("name", Fields.name(pod))
        .put("uid", Fields.uid(pod));
  }

  private void endpoints(ObjectNode service, List<ObjectNode> pods, Instant now) {
    var subsets = subsets(service, pods);
    var key = ObjectKey.of(Kinds.ENDPOINTS, Fields.namespace(service), Fields.name(service));
    var present = world.get(key);
    if (present.isPresent()) {
      var next = Trees.with(present.get(), "subsets", subsets);
      var same = present.get().path("subsets").equals(subsets);
      if (!same && !(subsets.isEmpty() && present.get().path("subsets").isMissingNode())) {
        world.client().update(next);
      }
      return;
    }
    var endpoints = Trees.object().put("apiVersion", "v1").put("kind", "Endpoints");
    var metadata = endpoints.putObject("metadata");
    metadata.put("name", key.name()).put("namespace", key.namespace());
    metadata.putObject("labels").put("endpoints.kubernetes.io/managed-by", "endpoint-controller");
    metadata.putObject("annotations").put(TRIGGER, Fields.text(now));
    endpoints.set("subsets", subsets);
    world.create(endpoints);
  }

  private static ArrayNode subsets(JsonNode service, List<ObjectNode> pods) {
    var subsets = Trees.object().arrayNode();
    if (pods.isEmpty()) {
      return subsets;
    }
    var subset = subsets.addObject();
    for (var pod : pods) {
      var ready = Fields.isTrue(pod, "Ready") && !Fields.isTerminating(pod);
      var field = ready ? "addresses" : "notReadyAddresses";
      var address =
          subset
              .withArray(field)
              .addObject()
              .put("ip", pod.at("/status/podIP").asText())
              .put("nodeName", pod.at("/spec/nodeName").asText());
      address.set("targetRef", target(pod));
    }
    subset.set("ports", ServicePorts.of(service, Optional.of(pods.getFirst())));
    return subsets;
  }
}
