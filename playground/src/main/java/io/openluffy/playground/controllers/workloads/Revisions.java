package io.openluffy.playground.controllers.workloads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The templates that a StatefulSet or DaemonSet has had, kept as ControllerRevisions. */
final class Revisions {
  private final World world;
  private final String ownerKind;
  private final String hashLabel;

  private Revisions(World world, String ownerKind, String hashLabel) {
    this.world = world;
    this.ownerKind = ownerKind;
    this.hashLabel = hashLabel;
  }

  static Revisions ofStatefulSets(World world) {
    return new Revisions(world, "StatefulSet", "controller.kubernetes.io/hash");
  }

  static Revisions ofDaemonSets(World world) {
    return new Revisions(world, "DaemonSet", "controller-revision-hash");
  }

  /** The name of the revision of the present template; made when it is new, the newest if not. */
  String present(ObjectNode set) {
    var template = set.at("/spec/template");
    var name = Fields.name(set) + "-" + World.hash(template, 0);
    var all = world.controlledBy(set, Kinds.REVISIONS);
    var newest = all.stream().mapToLong(r -> r.path("revision").asLong()).max().orElse(0);
    var known = all.stream().filter(r -> Fields.name(r).equals(name)).findFirst();
    if (known.isEmpty()) {
      create(set, name, newest + 1);
    } else if (known.get().path("revision").asLong() < newest) {
      var patch = Trees.object().put("revision", newest + 1);
      world.client().mergePatch(Fields.key(Kinds.REVISIONS, known.get()), patch);
    }
    return name;
  }

  /** The template of a revision; the present one if that is forgotten. */
  JsonNode template(ObjectNode set, String revision) {
    return world
        .get(ObjectKey.of(Kinds.REVISIONS, Fields.namespace(set), revision))
        .map(r -> r.at("/data/spec/template"))
        .filter(JsonNode::isObject)
        .orElseGet(() -> set.at("/spec/template"));
  }

  /** Removes the oldest that are not in use, beyond the history limit. */
  void forget(ObjectNode set, List<String> inUse) {
    var limit = Fields.number(set, "/spec/revisionHistoryLimit", 10);
    var old =
        world.controlledBy(set, Kinds.REVISIONS).stream()
            .filter(r -> !inUse.contains(Fields.name(r)))
            .sorted(Comparator.comparingLong(r -> r.path("revision").asLong()))
            .toList();
    old.stream()
        .limit(Math.max(0, old.size() - limit))
        .forEach(r -> world.delete(Kinds.REVISIONS, r));
  }

  private static JsonNode sorted(JsonNode tree) {
    if (tree.isArray()) {
      var items = Trees.array();
      tree.forEach(item -> items.add(sorted(item)));
      return items;
    }
    var fields = Trees.object();
    tree.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> fields.set(field.getKey(), sorted(field.getValue())));
    return tree.isObject() ? fields : tree;
  }

  private void create(ObjectNode set, String name, long number) {
    var revision = Trees.object().put("apiVersion", "apps/v1").put("kind", "ControllerRevision");
    var metadata = revision.putObject("metadata");
    metadata.put("name", name).put("namespace", Fields.namespace(set));
    var labels = metadata.putObject("labels");
    set.at("/spec/template/metadata/labels")
        .properties()
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
    labels.put(hashLabel, name.substring(Fields.name(set).length() + 1));
    // kubectl shows the cause of a change from here.
    if (set.at("/metadata/annotations").isObject()) {
      metadata.set("annotations", set.at("/metadata/annotations"));
    }
    metadata.putArray("ownerReferences").add(Fields.ownerReference("apps/v1", ownerKind, set));
    var template = (ObjectNode) set.at("/spec/template").deepCopy();
    template.put("$patch", "replace");
    // Others compare the text, and Go sorts its maps.
    revision.putObject("data").putObject("spec").set("template", sorted(template));
    revision.put("revision", number);
    world.create(revision);
  }
}
