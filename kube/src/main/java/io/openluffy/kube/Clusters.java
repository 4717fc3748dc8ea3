package io.openluffy.kube;

import java.util.List;
import java.util.Optional;

/** The clusters that applications can go to, by Argo CD's names for them. */
public interface Clusters {
  /** The URL that stands for the cluster we live in, whatever its real address. */
  String IN_CLUSTER_SERVER = "https://kubernetes.default.svc";

  String IN_CLUSTER_NAME = "in-cluster";

  /** The cluster that holds the Application resources. */
  Cluster control();

  /**
   * The cluster of a destination, which names it by server or by name. A {@code ProblemException}
   * says why one that is registered can't be used.
   *
   * @param server empty when the name is given
   */
  Optional<Cluster> find(String server, String name);

  List<Cluster> all();

  /** The URL by which destinations name the cluster. */
  default String server(Cluster cluster) {
    return cluster.equals(control()) ? IN_CLUSTER_SERVER : "";
  }

  /** The project that the cluster is registered for, if it is one's alone. */
  default Optional<String> project(Cluster cluster) {
    return Optional.empty();
  }
}
