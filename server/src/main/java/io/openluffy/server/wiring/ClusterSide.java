package io.openluffy.server.wiring;

import io.openluffy.kernel.secret.SealingKeys;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.SecretClusters;
import io.openluffy.playground.Playground;
import io.openluffy.playground.PlaygroundSettings;
import io.openluffy.playground.StoreObjectStorage;
import io.openluffy.server.Settings;
import io.openluffy.server.home.HomeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** The cluster that holds the Applications: the playground, or a real one by kubeconfig. */
final class ClusterSide implements AutoCloseable {
  private static final String TOKEN_FILE = "kubernetes-token";

  private final Deque<AutoCloseable> parts;
  private final Clusters clusters;
  private final Optional<Playground> playground;
  private final Path kubeconfig;

  private ClusterSide(
      Deque<AutoCloseable> parts,
      Clusters clusters,
      Optional<Playground> playground,
      Path kubeconfig) {
    this.parts = parts;
    this.clusters = clusters;
    this.playground = playground;
    this.kubeconfig = kubeconfig;
  }

  static ClusterSide real(Settings settings, Path kubeconfig) {
    var parts = new ArrayDeque<AutoCloseable>();
    var clusters = connect(parts, kubeconfig, settings.context(), settings.namespace());
    return new ClusterSide(parts, clusters, Optional.empty(), kubeconfig);
  }

  static ClusterSide playground(
      Settings settings,
      HomeFolder home,
      Storage storage,
      ImageStore images,
      Surroundings surroundings) {
    var parts = new ArrayDeque<AutoCloseable>();
    try {
      var token = token(home, surroundings);
      var playground =
          Playground.start(
              new PlaygroundSettings(
                  home.root(),
                  settings.host(),
                  settings.kubePort(),
                  settings.ingressPort(),
                  Map.of(token, "kubectl"),
                  token),
              new StoreObjectStorage(
                  storage.store(),
                  SealingKeys.in(home.at("sealing-key")).derive("playground-secrets"),
                  surroundings.secureRandom()),
              images.images(),
              surroundings.clock(),
              surroundings.secureRandom());
      parts.push(playground);
      var clusters =
          connect(parts, playground.kubeconfig(), Optional.empty(), settings.namespace());
      return new ClusterSide(parts, clusters, Optional.of(playground), playground.kubeconfig());
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private static Clusters connect(
      Deque<AutoCloseable> parts, Path kubeconfig, Optional<String> context, String namespace) {
    var cluster =
        KubeConnections.kubeconfig(Clusters.IN_CLUSTER_NAME, kubeconfig, context)
            .followDefinitions();
    parts.push(cluster);
    var clusters = new SecretClusters(cluster, namespace);
    parts.push(clusters);
    return clusters;
  }

  /** The same after each start, so that a kubeconfig that somebody copied stays good. */
  private static String token(HomeFolder home, Surroundings surroundings) {
    var file = home.at(TOKEN_FILE);
    try {
      if (Files.isReadable(file)) {
        return Files.readString(file).strip();
      }
    } catch (IOException e) {
      // A new one is written in its place.
    }
    var bytes = new byte[24];
    surroundings.secureRandom().nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    home.writePrivately(TOKEN_FILE, token + "\n");
    return token;
  }

  Clusters clusters() {
    return clusters;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  Optional<Integer> kubePort() {
    return playground.map(Playground::kubePort);
  }

  Optional<Integer> ingressPort() {
    return playground.map(Playground::ingressPort);
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      Closing.quietly(parts.pop());
    }
  }
}
