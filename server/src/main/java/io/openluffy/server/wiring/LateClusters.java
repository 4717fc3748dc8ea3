package io.openluffy.server.wiring;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Clusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The clusters, once there are any: the playground lives in the server that leads, so another one
 * on the same database has none until it takes over.
 */
final class LateClusters implements Clusters {
  private final AtomicReference<@Nullable Clusters> known = new AtomicReference<>();

  /** One for all who ask: what is watched on it is shared by those who hold the same cluster. */
  private final LateCluster control = new LateCluster(() -> required().control());

  /** The clusters are there, or there again; watches go on with them. */
  void arrived(Clusters clusters) {
    known.set(clusters);
    control.on(clusters.control());
  }

  /** They are no longer to be asked; watches wait for them to come again. */
  void gone() {
    known.set(null);
    control.off();
  }

  private Clusters required() {
    var clusters = known.get();
    if (clusters == null) {
      throw Problem.world(
              "server.no-cluster-here",
              "The playground runs in another server, which leads.",
              Where.NOWHERE,
              "Ask that one, or start this server with --kubeconfig.")
          .asException();
    }
    return clusters;
  }

  @Override
  public Cluster control() {
    return control;
  }

  @Override
  public Optional<Cluster> find(String server, String name) {
    var isControl = server.equals(IN_CLUSTER_SERVER) || name.equals(IN_CLUSTER_NAME);
    return isControl ? Optional.of(control) : required().find(server, name);
  }

  @Override
  public String server(Cluster cluster) {
    return cluster.equals(control) ? IN_CLUSTER_SERVER : required().server(cluster);
  }

  @Override
  public Optional<String> project(Cluster cluster) {
    return cluster.equals(control) ? Optional.empty() : required().project(cluster);
  }

  @Override
  public List<Cluster> all() {
    var all = new ArrayList<Cluster>();
    all.add(control);
    if (known.get() != null) {
      required().all().stream()
          .filter(one -> !one.name().equals(IN_CLUSTER_NAME))
          .forEach(all::add);
    }
    return all;
  }
}
