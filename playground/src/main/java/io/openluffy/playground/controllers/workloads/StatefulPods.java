package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Optional;

/** Makes and takes away the pods of StatefulSets, with their names and claims. */
final class StatefulPods {
  private final World world;
  private final EventWriter events;

  StatefulPods(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  static Optional<Integer> ordinal(JsonNode set, JsonNode pod) {
    var prefix = Fields.name(set) + "-";
    var name = Fields.name(pod);
    var rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return rest.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(rest)) : Optional.empty();
  }

  void create(ObjectNode set, JsonNode template, int ordinal, String revision, Instant now) {
    var name = Fields.name(set) + "-" + ordinal;
    var owner = Fields.ownerReference("apps/v1", "StatefulSet", set);
    var pod = PodTemplate.pod(set, template, name, owner);
    Trees.child(pod, "metadata").put("generateName", Fields.name(set) + "-");
    pod.withObject("/metadata/labels")
        .put(StatefulSetController.REVISION, revision)
        .put("statefulset.kubernetes.io/pod-name", name)
        .put("apps.kubernetes.io/pod-index", String.valueOf(ordinal));
    var spec = Trees.child(pod, "spec");
    spec.put("hostname", name).put("subdomain", set.at("/spec/serviceName").asText());
    for (var claim : set.at("/spec/volumeClaimTemplates")) {
      claim(set, claim, name, spec, now);
    }
    if (world.create(pod).isPresent()) {
      var text = "create Pod " + name + " in StatefulSet " + Fields.name(set) + " successful";
      events.normal(about(set), "SuccessfulCreate", text, now);
    }
  }

  void delete(ObjectNode set, ObjectNode pod, Instant now) {
    world.delete(Kinds.PODS, pod);
    var text =
        "delete Pod " + Fields.name(pod) + " in StatefulSet " + Fields.name(set) + " successful";
    events.normal(about(set), "SuccessfulDelete", text, now);
  }

  private void claim(ObjectNode set, JsonNode template, String pod, ObjectNode spec, Instant now) {
    var volume = Fields.name(template);
    var name = volume + "-" + pod;
    var claim = Trees.object().put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
    var metadata = claim.putObject("metadata");
    metadata.put("name", name).put("namespace", Fields.namespace(set));
    metadata.set("labels", set.at("/spec/selector/matchLabels").deepCopy());
    claim.set("spec", template.path("spec").deepCopy());
    if (world.create(claim).isPresent()) {
      var text =
          "create Claim "
              + name
              + " Pod "
              + pod
              + " in StatefulSet "
              + Fields.name(set)
              + " success";
      events.normal(about(set), "SuccessfulCreate", text, now);
    }
    var volumes = spec.withArray("volumes");
    volumes
        .addObject()
        .put("name", volume)
        .putObject("persistentVolumeClaim")
        .put("claimName", name);
  }

  private static EventWriter.About about(ObjectNode set) {
    return new EventWriter.About(set, "statefulset-controller", "");
  }
}
