package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Selector;
import io.openluffy.playground.controllers.loop.World;

/**
 * Takes over what a workload selects and nobody controls, and lets go what it no longer selects.
 */
final class Adoption {
  private final World world;

  Adoption(World world) {
    this.world = world;
  }

  void adopt(ObjectNode workload, GroupResource kind, ObjectNode owner) {
    if (Fields.isTerminating(workload)) {
      return;
    }
    var selector = Selector.of(workload);
    for (var object : world.list(kind, Fields.namespace(workload))) {
      if (Fields.isTerminating(object)) {
        continue;
      }
      var selected = selector.matches(Fields.labels(object));
      if (selected && Fields.controller(object).isEmpty()) {
        var owners = object.at("/metadata/ownerReferences").deepCopy();
        write(
            kind,
            object,
            owners.isArray()
                ? ((ArrayNode) owners).add(owner)
                : Trees.object().arrayNode().add(owner));
      } else if (!selected && Fields.isControlledBy(object, workload)) {
        var left = Trees.object().arrayNode();
        object
            .at("/metadata/ownerReferences")
            .forEach(
                reference -> {
                  if (!reference.path("uid").asText().equals(Fields.uid(workload))) {
                    left.add(reference);
                  }
                });
        write(kind, object, left);
      }
    }
  }

  private void write(GroupResource kind, ObjectNode object, ArrayNode owners) {
    var patch = Trees.object();
    patch
        .putObject("metadata")
        .put("resourceVersion", object.at("/metadata/resourceVersion").asText())
        .set("ownerReferences", owners);
    world.client().mergePatch(Fields.key(kind, object), patch);
  }
}
