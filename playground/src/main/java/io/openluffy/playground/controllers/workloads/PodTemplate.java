package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;

/** Makes pods from a workload's template. */
final class PodTemplate {
  private PodTemplate() {}

  /** A pod of this name; labels, annotations and spec may be changed, they are a copy. */
  static ObjectNode pod(JsonNode workload, JsonNode template, String name, ObjectNode owner) {
    var pod = Trees.object().put("apiVersion", "v1").put("kind", "Pod");
    var metadata = pod.putObject("metadata");
    metadata.put("name", name).put("namespace", Fields.namespace(workload));
    for (var field : new String[] {"labels", "annotations", "finalizers"}) {
      if (template.path("metadata").has(field)) {
        metadata.set(field, template.path("metadata").get(field).deepCopy());
      }
    }
    metadata.putArray("ownerReferences").add(owner);
    pod.set("spec", template.path("spec").deepCopy());
    return pod;
  }

  /** The prefix that a generated name gets: at most 58 characters before the suffix. */
  static String prefix(JsonNode workload) {
    var name = Fields.name(workload);
    return (name.length() > 57 ? name.substring(0, 57) : name) + "-";
  }
}
