package io.openluffy.server.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.LogOptions;
import io.openluffy.kube.LogStream;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import io.openluffy.kube.ResourceTypes;
import io.openluffy.kube.Watch;
import io.openluffy.kube.WatchListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The control cluster for those who are wired before it is there, with the watches on it. */
final class LateCluster implements Cluster {
  private final Supplier<Cluster> arrived;
  private final Set<LateWatch> watches = ConcurrentHashMap.newKeySet();

  /**
   * @param arrived the cluster, or a problem as long as there is none
   */
  LateCluster(Supplier<Cluster> arrived) {
    this.arrived = arrived;
  }

  /** It is there, or there again: watches go on with it. */
  void on(Cluster cluster) {
    watches.forEach(watch -> watch.on(cluster));
  }

  /** It is gone, perhaps to come back. */
  void off() {
    watches.forEach(LateWatch::off);
  }

  @Override
  public String name() {
    return Clusters.IN_CLUSTER_NAME;
  }

  @Override
  public ResourceTypes types() {
    return arrived.get().types();
  }

  @Override
  public Optional<Manifest> get(GroupVersionKind gvk, String namespace, String object) {
    return arrived.get().get(gvk, namespace, object);
  }

  @Override
  public List<Manifest> list(
      GroupVersionKind gvk, Optional<String> namespace, LabelSelector selector) {
    return arrived.get().list(gvk, namespace, selector);
  }

  @Override
  public Manifest apply(Manifest desired, ApplyOptions options) {
    return arrived.get().apply(desired, options);
  }

  @Override
  public Manifest create(Manifest object) {
    return arrived.get().create(object);
  }

  @Override
  public Manifest replace(Manifest object) {
    return arrived.get().replace(object);
  }

  @Override
  public Manifest patch(ResourceKey key, PatchType type, JsonNode patch, String subresource) {
    return arrived.get().patch(key, type, patch, subresource);
  }

  @Override
  public void delete(ResourceKey key, DeleteOptions options) {
    arrived.get().delete(key, options);
  }

  @Override
  public Watch watch(GroupVersionKind gvk, Optional<String> namespace, WatchListener listener) {
    var cluster = arrived.get();
    var watch = new LateWatch(gvk, namespace, listener, watches::remove);
    watches.add(watch);
    watch.on(cluster);
    return watch;
  }

  @Override
  public List<Manifest> events(ResourceKey key) {
    return arrived.get().events(key);
  }

  @Override
  public LogStream logs(String namespace, String pod, String container, LogOptions options) {
    return arrived.get().logs(namespace, pod, container, options);
  }
}
