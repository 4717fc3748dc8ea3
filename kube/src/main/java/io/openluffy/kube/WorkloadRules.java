package io.openluffy.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What status a simulated workload shows. */
final class WorkloadRules {
  private static final Set<String> KINDS =
      Set.of(
          "apps/Deployment",
          "apps/StatefulSet",
          "apps/DaemonSet",
          "apps/ReplicaSet",
          "batch/Job",
          "/Pod");

  private WorkloadRules() {}

  static boolean isWorkload(Manifest object) {
    return KINDS.contains(object.gvk().groupKind());
  }

  /** The object with the status of one whose rollout has just begun. */
  static ObjectNode begun(ObjectNode object) {
    var live = Manifest.owning(object);
    var status = status(object);
    switch (live.gvk().groupKind()) {
      case "batch/Job" -> status.put("active", 1);
      case "/Pod" -> status.put("phase", "Pending");
      case "apps/DaemonSet" -> {
        status.put("desiredNumberScheduled", 1).put("updatedNumberScheduled", 0);
        status.put("numberAvailable", 0);
      }
      default -> {
        status.put("replicas", Math.max(replicas(live), status.path("replicas").asInt()));
        status.put("updatedReplicas", 0);
        condition(object, "Progressing", "True", "ReplicaSetUpdated", "");
      }
    }
    return observed(object);
  }

  /** The object with the status of one that is all there. */
  static ObjectNode healthy(ObjectNode object) {
    var live = Manifest.owning(object);
    var status = status(object);
    switch (live.gvk().groupKind()) {
      case "batch/Job" -> {
        status.remove("active");
        status.put("succeeded", 1);
        condition(object, "Complete", "True", "", "");
      }
      case "/Pod" -> {
        status.put("phase", "Running");
        condition(object, "Ready", "True", "", "");
      }
      case "apps/DaemonSet" ->
          status.put("updatedNumberScheduled", 1).put("numberAvailable", 1).put("numberReady", 1);
      default -> {
        int replicas = replicas(live);
        for (var field :
            new String[] {"replicas", "updatedReplicas", "readyReplicas", "availableReplicas"}) {
          status.put(field, replicas);
        }
        condition(object, "Progressing", "True", "NewReplicaSetAvailable", "");
        condition(object, "Available", "True", "MinimumReplicasAvailable", "");
      }
    }
    return observed(object);
  }

  static ObjectNode failing(ObjectNode object, String message) {
    begun(object);
    switch (Manifest.owning(object).gvk().groupKind()) {
      case "batch/Job" -> condition(object, "Failed", "True", "BackoffLimitExceeded", message);
      case "/Pod" -> status(object).put("phase", "Failed").put("message", message);
      default -> condition(object, "Progressing", "False", "ProgressDeadlineExceeded", message);
    }
    return object;
  }

  private static int replicas(Manifest live) {
    return live.at("/spec/replicas").asInt(1);
  }

  private static ObjectNode observed(ObjectNode object) {
    status(object).put("observedGeneration", object.at("/metadata/generation").asLong());
    return object;
  }

  private static ObjectNode status(ObjectNode object) {
    return object.withObject("/status");
  }

  private static void condition(
      ObjectNode object, String type, String value, String reason, String message) {
    var conditions = status(object).withArray("/conditions");
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).path("type").asText().equals(type)) {
        conditions.remove(i);
      }
    }
    conditions
        .addObject()
        .put("type", type)
        .put("status", value)
        .put("reason", reason)
        .put("message", message);
  }
}
