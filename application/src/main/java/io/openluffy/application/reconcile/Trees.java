package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ResourceNode;
import io.openluffy.application.ResourceTree;
import io.openluffy.application.sync.ImageRules;
import io.openluffy.application.target.TrackingRules;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Draws the tree of an application's live objects. */
final class Trees {
  /** Deeper than anything that grows in a cluster; a cycle of owners ends by the seen set. */
  private static final int DEPTH = 16;

  private Trees() {}

  static ResourceTree of(ApplicationName name, LiveObjects objects) {
    var nodes = new ArrayList<ResourceNode>();
    var seen = new HashSet<String>();
    for (var root : objects.marked(name.instance())) {
      if (root.at("/metadata/ownerReferences").isEmpty() && TrackingRules.describesItself(root)) {
        add(root, List.of(), objects, nodes, seen, 0);
      }
    }
    return new ResourceTree(name, nodes);
  }

  private static void add(
      Manifest object,
      List<ResourceKey> parents,
      LiveObjects objects,
      List<ResourceNode> nodes,
      Set<String> seen,
      int depth) {
    if (depth > DEPTH || !seen.add(object.uid())) {
      return;
    }
    nodes.add(node(object, parents));
    for (var child : objects.ownedBy(object.uid())) {
      add(child, List.of(object.key()), objects, nodes, seen, depth + 1);
    }
  }

  private static ResourceNode node(Manifest object, List<ResourceKey> parents) {
    return new ResourceNode(
        object.key(),
        object.gvk().version(),
        object.uid(),
        parents,
        Comparer.health(Optional.of(object)),
        ImageRules.of(object),
        info(object),
        object.instant("/metadata/creationTimestamp"));
  }

  private static Map<String, String> info(Manifest object) {
    var info = new TreeMap<String, String>();
    switch (object.gvk().groupKind()) {
      case "/Pod" -> {
        info.put("Status Reason", podReason(object));
        info.put("Node", object.text("/spec/nodeName"));
        int ready = 0;
        int restarts = 0;
        for (var container : object.at("/status/containerStatuses")) {
          ready += container.path("ready").asBoolean() ? 1 : 0;
          restarts += container.path("restartCount").asInt();
        }
        info.put("Containers", ready + "/" + object.at("/spec/containers").size());
        info.put("Restart Count", Integer.toString(restarts));
      }
      case "apps/ReplicaSet" ->
          info.put(
              "Revision",
              "Rev:" + object.annotation("deployment.kubernetes.io/revision").orElse(""));
      default -> {}
    }
    info.values().removeIf(String::isEmpty);
    return info;
  }

  private static String podReason(Manifest pod) {
    for (var container : pod.at("/status/containerStatuses")) {
      for (var state : List.of("waiting", "terminated")) {
        var reason = container.at("/state/" + state + "/reason").asText("");
        if (!reason.isEmpty()) {
          return reason;
        }
      }
    }
    return pod.text("/status/phase");
  }
}
