package io.openluffy.ground;

import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.KubernetesCluster;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A real API server, as one test class sees it: the namespaces of the class go with it. */
public final class RealApi implements AutoCloseable {
  private static final GroupVersionKind NAMESPACE = GroupVersionKind.of("v1", "Namespace");

  private final Path kubeconfig;
  private final boolean ours;
  private final KubernetesCluster cluster;
  private final Set<String> mine = new TreeSet<>();

  RealApi(Path kubeconfig, boolean ours) {
    this.kubeconfig = kubeconfig;
    this.ours = ours;
    this.cluster = KubeConnections.kubeconfig("real", kubeconfig, Optional.empty());
  }

  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Whether its nodes are those of {@code testing/controlplane}. */
  public boolean isOurs() {
    return ours;
  }

  /**
   * What was before a version is forgotten, as every few minutes in a real cluster; pages and lists
   * from before are refused from some seconds later on.
   *
   * @return false where the cluster is not ours to do that with
   */
  public boolean forget(String version) {
    var address = kubeconfig.resolveSibling("etcd.address");
    return ours && Etcd.at(address).filter(etcd -> etcd.compact(version)).isPresent();
  }

  public KubernetesCluster cluster() {
    return cluster;
  }

  /** A namespace of the test's own, with the account that its pods run as. */
  public String namespace() {
    var name = "test-" + UUID.randomUUID();
    mine.add(name);
    cluster.apply(Manifest.named(NAMESPACE, "", name), ApplyOptions.forced());
    var account = Manifest.named(GroupVersionKind.of("v1", "ServiceAccount"), name, "default");
    Patience.until("the account of " + name, () -> cluster.get(account.key()));
    return name;
  }

  public List<String> namespaces() {
    return cluster.list(NAMESPACE, Optional.empty(), LabelSelector.EVERYTHING).stream()
        .map(Manifest::name)
        .toList();
  }

  public void delete(String namespace) {
    var key = Manifest.named(NAMESPACE, "", namespace).key();
    cluster.delete(key, DeleteOptions.background());
  }

  /** Doesn't wait until they are gone: nobody else's have their names. */
  @Override
  public void close() {
    mine.forEach(this::delete);
    cluster.close();
  }
}
