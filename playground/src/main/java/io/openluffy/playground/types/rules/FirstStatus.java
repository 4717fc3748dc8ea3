package io.openluffy.playground.types.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import java.util.Set;

/** The status that a new object begins with, whatever the request said. */
final class FirstStatus {
  /** Nodes report themselves, so that their status comes with them. */
  private static final Set<String> AS_GIVEN = Set.of("nodes", "pods", "namespaces");

  private FirstStatus() {}

  static void set(ResourceType type, ObjectNode object) {
    if (type.hasStatus() && !AS_GIVEN.contains(type.qualifiedName())) {
      object.set("status", first(type, object));
    }
  }

  private static ObjectNode first(ResourceType type, ObjectNode object) {
    var status = JsonNodeFactory.instance.objectNode();
    return switch (type.qualifiedName()) {
      case "services", "ingresses.networking.k8s.io" -> {
        status.putObject("loadBalancer");
        yield status;
      }
      case "persistentvolumeclaims", "persistentvolumes" -> status.put("phase", "Pending");
      case "replicasets.apps", "replicationcontrollers" -> status.put("replicas", 0);
      case "statefulsets.apps" -> status.put("availableReplicas", 0).put("replicas", 0);
      case "daemonsets.apps" ->
          status
              .put("currentNumberScheduled", 0)
              .put("desiredNumberScheduled", 0)
              .put("numberMisscheduled", 0)
              .put("numberReady", 0);
      case "horizontalpodautoscalers.autoscaling" ->
          (type.version().equals("v1")
                  ? status.put("currentReplicas", 0)
                  : status.putNull("currentMetrics"))
              .put("desiredReplicas", 0);
      case "poddisruptionbudgets.policy" ->
          status
              .put("currentHealthy", 0)
              .put("desiredHealthy", 0)
              .put("disruptionsAllowed", 0)
              .put("expectedPods", 0);
      case "customresourcedefinitions.apiextensions.k8s.io" -> {
        status.putObject("acceptedNames").put("plural", "").put("kind", "");
        status.putNull("conditions");
        var stored = status.putArray("storedVersions");
        for (var version : object.path("spec").path("versions")) {
          if (version.path("storage").asBoolean()) {
            stored.add(version.path("name").asText());
          }
        }
        yield status;
      }
      case "volumeattachments.storage.k8s.io" -> status.put("attached", false);
      default -> status;
    };
  }
}
