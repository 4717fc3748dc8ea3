package io.openluffy.playground.controllers.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.openluffy.playground.api.store.Trees;
import java.util.Optional;
import java.util.OptionalInt;

/** The ports of a Service as its pods have them: names are looked up in the pod. */
public final class ServicePorts {
  private ServicePorts() {}

  static ArrayNode of(JsonNode service, Optional<? extends JsonNode> pod) {
    var ports = Trees.object().arrayNode();
    for (var port : service.at("/spec/ports")) {
      var number = target(port, pod);
      if (number.isPresent()) {
        ports
            .addObject()
            .put("name", port.path("name").asText(""))
            .put("port", number.getAsInt())
            .put("protocol", port.path("protocol").asText("TCP"));
      }
    }
    return ports;
  }

  private static OptionalInt target(JsonNode port, Optional<? extends JsonNode> pod) {
    var target = port.path("targetPort");
    if (!target.isTextual()) {
      return OptionalInt.of(target.asInt(port.path("port").asInt()));
    }
    if (pod.isPresent()) {
      for (var container : pod.get().at("/spec/containers")) {
        for (var named : container.path("ports")) {
          if (named.path("name").equals(target)) {
            return OptionalInt.of(named.path("containerPort").asInt());
          }
        }
      }
    }
    return OptionalInt.empty();
  }
}
