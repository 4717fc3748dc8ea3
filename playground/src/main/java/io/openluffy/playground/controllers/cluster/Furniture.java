package io.openluffy.playground.controllers.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.List;

/** What a new cluster has from the start: the usual namespaces and one node that is ready. */
public final class Furniture {
  public static final String NODE = "playground";
  public static final String NODE_ADDRESS = "10.0.0.1";

  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final World world;

  public Furniture(World world) {
    this.world = world;
  }

  /** Puts there what is missing. */
  public void place(Instant now) {
    for (var name : NAMESPACES) {
      if (world.get(ObjectKey.cluster(Kinds.NAMESPACES, name)).isEmpty()) {
        world.create(object("Namespace", name));
      }
    }
    if (world.list(Kinds.NODES, "").isEmpty()) {
      world.create(node()).ifPresent(node -> world.setStatus(node, status(node, now)));
    }
  }

  private static ObjectNode node() {
    var node = object("Node", NODE);
    Trees.child(node, "metadata")
        .putObject("labels")
        .put("kubernetes.io/hostname", NODE)
        .put("kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", "amd64")
        .put("beta.kubernetes.io/os", "linux")
        .put("beta.kubernetes.io/arch", "amd64")
        .put("node-role.kubernetes.io/control-plane", "");
    node.putObject("spec")
        .put("podCIDR", "10.244.0.0/16")
        .putArray("podCIDRs")
        .add("10.244.0.0/16");
    return node;
  }

  private static ObjectNode status(ObjectNode node, Instant now) {
    var status = Trees.object();
    for (var field : new String[] {"capacity", "allocatable"}) {
      status
          .putObject(field)
          .put("cpu", "64")
          .put("memory", "256Gi")
          .put("ephemeral-storage", "1Ti")
          .put("pods", "10000");
    }
    Conditions.of(node, now)
        .set(
            "MemoryPressure",
            false,
            "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available")
        .set("DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure")
        .set(
            "PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available")
        .set("Ready", true, "KubeletReady", "kubelet is posting ready status")
        .into(status);
    status
        .path("conditions")
        .forEach(c -> ((ObjectNode) c).put("lastHeartbeatTime", Fields.text(now)));
    var addresses = status.putArray("addresses");
    addresses.addObject().put("type", "InternalIP").put("address", NODE_ADDRESS);
    addresses.addObject().put("type", "Hostname").put("address", NODE);
    status
        .putObject("nodeInfo")
        .put("machineID", NODE)
        .put("systemUUID", NODE)
        .put("bootID", NODE)
        .put("kernelVersion", "simulated")
        .put("osImage", "OpenLuffy playground")
        .put("containerRuntimeVersion", "containerd://simulated")
        .put("kubeletVersion", "v1.34.0")
        .put("kubeProxyVersion", "v1.34.0")
        .put("operatingSystem", "linux")
        .put("architecture", "amd64");
    return status;
  }

  private static ObjectNode object(String kind, String name) {
    var object = Trees.object().put("apiVersion", "v1").put("kind", kind);
    object.putObject("metadata").put("name", name);
    return object;
  }
}
