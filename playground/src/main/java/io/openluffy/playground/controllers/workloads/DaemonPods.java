package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import java.util.Map;

/** The pods of DaemonSets: each is meant for one node, and bound to it by the scheduler. */
final class DaemonPods {
  static final String HASH = "controller-revision-hash";
  private static final String GENERATION = "deprecated.daemonset.template.generation";
  private static final String TERMS =
      "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";

  /** What a node may suffer from without losing its daemons, and what would happen otherwise. */
  private static final Map<String, String> TOLERATED =
      Map.of(
          "not-ready", "NoExecute",
          "unreachable", "NoExecute",
          "disk-pressure", "NoSchedule",
          "memory-pressure", "NoSchedule",
          "pid-pressure", "NoSchedule",
          "unschedulable", "NoSchedule");

  private DaemonPods() {}

  static ObjectNode pod(ObjectNode set, JsonNode node, String name, String hash) {
    var owner = Fields.ownerReference("apps/v1", "DaemonSet", set);
    var pod = PodTemplate.pod(set, set.at("/spec/template"), name, owner);
    Trees.child(pod, "metadata").put("generateName", PodTemplate.prefix(set));
    pod.withObject("/metadata/labels")
        .put(HASH, hash)
        .put("pod-template-generation", Fields.annotation(set, GENERATION).orElse("1"));
    var spec = Trees.child(pod, "spec");
    var terms = spec.withArray(TERMS);
    var only = Trees.object().put("key", "metadata.name").put("operator", "In");
    only.putArray("values").add(Fields.name(node));
    if (terms.isEmpty()) {
      terms.addObject();
    }
    terms.forEach(term -> ((ObjectNode) term).putArray("matchFields").add(only));
    var tolerations = spec.withArray("/tolerations");
    TOLERATED.forEach(
        (suffering, effect) ->
            tolerations
                .addObject()
                .put("key", "node.kubernetes.io/" + suffering)
                .put("operator", "Exists")
                .put("effect", effect));
    return pod;
  }

  static boolean isFor(JsonNode pod, JsonNode node) {
    var bound = pod.at("/spec/nodeName").asText();
    var meant = pod.at("/spec" + TERMS + "/0/matchFields/0/values/0").asText();
    return Fields.name(node).equals(bound.isEmpty() ? meant : bound);
  }
}
