package io.openluffy.kube;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Clusters that are known from the beginning: the control cluster, and others by server URL. */
public final class FixedClusters implements Clusters {
  private final Cluster control;
  private final Map<String, Cluster> byServer;

  public FixedClusters(Cluster control) {
    this(control, Map.of());
  }

  public FixedClusters(Cluster control, Map<String, Cluster> byServer) {
    this.control = control;
    this.byServer = new TreeMap<>(byServer);
  }

  @Override
  public Cluster control() {
    return control;
  }

  @Override
  public Optional<Cluster> find(String server, String name) {
    if (server.equals(IN_CLUSTER_SERVER) || (server.isEmpty() && name.equals(IN_CLUSTER_NAME))) {
      return Optional.of(control);
    }
    return server.isEmpty()
        ? byServer.values().stream().filter(one -> one.name().equals(name)).findFirst()
        : Optional.ofNullable(byServer.get(server));
  }

  @Override
  public String server(Cluster cluster) {
    return byServer.entrySet().stream()
        .filter(one -> one.getValue().equals(cluster))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(IN_CLUSTER_SERVER);
  }

  @Override
  public List<Cluster> all() {
    var all = new java.util.ArrayList<Cluster>();
    all.add(control);
    all.addAll(byServer.values());
    return all;
  }
}
