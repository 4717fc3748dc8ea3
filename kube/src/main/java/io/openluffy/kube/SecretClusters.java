package io.openluffy.kube;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control cluster, and those that Argo CD's cluster Secrets in it describe. */
public final class SecretClusters implements Clusters, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecretClusters.class);
  private static final GroupVersionKind SECRET = GroupVersionKind.of("v1", "Secret");
  private static final String LABEL = "argocd.argoproj.io/secret-type";

  private record Registered(String secretVersion, String server, String project, Cluster cluster) {}

  private final Cluster control;

  /** A Secret that can't be used, under the names by which destinations mean it. */
  private record Broken(String server, String name, Problem problem) {
    boolean isMeant(String wantedServer, String wantedName) {
      return wantedServer.isEmpty() ? name.equals(wantedName) : server.equals(wantedServer);
    }
  }

  private final Map<String, Registered> bySecret = new ConcurrentHashMap<>();
  private final Map<String, Broken> broken = new ConcurrentHashMap<>();
  private final Watch watch;

  public SecretClusters(Cluster control, String namespace) {
    this.control = control;
    this.watch =
        control.watch(
            SECRET,
            Optional.of(namespace),
            new WatchListener() {
              @Override
              public void changed(Manifest object) {
                if (isCluster(object)) {
                  register(object);
                } else {
                  forget(object);
                }
              }

              @Override
              public void deleted(Manifest object) {
                forget(object);
              }
            });
  }

  private static boolean isCluster(Manifest secret) {
    return "cluster".equals(secret.labels().get(LABEL));
  }

  private void register(Manifest secret) {
    var known = bySecret.get(secret.name());
    if (known != null && known.secretVersion.equals(secret.resourceVersion())) {
      return;
    }
    try {
      var cluster = KubeConnections.secret(secret);
      forget(secret);
      var server = KubeConnections.value(secret, "server");
      var project = KubeConnections.value(secret, "project");
      bySecret.put(
          secret.name(), new Registered(secret.resourceVersion(), server, project, cluster));
    } catch (ProblemException e) {
      forget(secret);
      var server = KubeConnections.value(secret, "server");
      var name = KubeConnections.value(secret, "name");
      broken.put(secret.name(), new Broken(server, name, e.problem()));
      LOG.atWarn()
          .addKeyValue("problem", e.problem().inWords())
          .log("A cluster Secret can't be used");
    }
  }

  private void forget(Manifest secret) {
    broken.remove(secret.name());
    var known = bySecret.remove(secret.name());
    if (known != null && known.cluster instanceof KubernetesCluster open) {
      open.close();
    }
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
    for (var one : broken.values()) {
      if (one.isMeant(server, name)) {
        throw one.problem().asException();
      }
    }
    return bySecret.values().stream()
        .filter(
            one -> server.isEmpty() ? one.cluster.name().equals(name) : one.server.equals(server))
        .map(Registered::cluster)
        .findFirst();
  }

  @Override
  public String server(Cluster cluster) {
    return of(cluster).map(Registered::server).orElse(IN_CLUSTER_SERVER);
  }

  @Override
  public Optional<String> project(Cluster cluster) {
    return of(cluster).map(Registered::project).filter(one -> !one.isEmpty());
  }

  private Optional<Registered> of(Cluster cluster) {
    return bySecret.values().stream().filter(one -> one.cluster.equals(cluster)).findFirst();
  }

  @Override
  public List<Cluster> all() {
    var all = new ArrayList<Cluster>();
    all.add(control);
    bySecret.values().forEach(one -> all.add(one.cluster));
    return all;
  }

  @Override
  public void close() {
    watch.close();
    bySecret.values().stream()
        .map(Registered::cluster)
        .filter(KubernetesCluster.class::isInstance)
        .map(KubernetesCluster.class::cast)
        .forEach(KubernetesCluster::close);
  }
}
