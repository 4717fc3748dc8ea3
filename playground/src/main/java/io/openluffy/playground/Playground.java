package io.openluffy.playground;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.playground.api.ApiServer;
import io.openluffy.playground.api.Kubeconfig;
import io.openluffy.playground.api.http.ApiHandler;
import io.openluffy.playground.api.http.Users;
import io.openluffy.playground.api.store.ObjectStorage;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.tls.ServerTls;
import io.openluffy.playground.api.upkeep.CustomKinds;
import io.openluffy.playground.api.upkeep.OwnerCollector;
import io.openluffy.playground.api.verbs.Surroundings;
import io.openluffy.playground.api.verbs.Verbs;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.types.TypeCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster without machines: the Kubernetes API, and what keeps its objects alive. */
public final class Playground implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Playground.class);

  private final Path kubeconfig;
  private final ApiServer server;
  private final Simulation simulation;
  private final Deque<AutoCloseable> parts;

  private Playground(
      Path kubeconfig, ApiServer server, Simulation simulation, Deque<AutoCloseable> parts) {
    this.kubeconfig = kubeconfig;
    this.server = server;
    this.simulation = simulation;
    this.parts = parts;
  }

  /**
   * Starts on what the storage holds; clients are answered when this returns.
   *
   * @param images what the pods run
   */
  public static Playground start(
      PlaygroundSettings settings,
      ObjectStorage storage,
      Images images,
      InstantSource clock,
      SecureRandom random) {
    var parts = new ArrayDeque<AutoCloseable>();
    try {
      var tls = ServerTls.open(settings.home().resolve("tls"), random, clock);
      var store = open(parts, new ObjectStore(storage));
      var catalog = TypeCatalog.builtIn();
      var verbs = new Verbs(Surroundings.of(store, catalog, clock, random));
      var kinds = open(parts, new CustomKinds(verbs.client("apiextensions"), catalog, clock));
      var owners = open(parts, new OwnerCollector(verbs.client("garbage-collector"), catalog));
      kinds.start();
      owners.start();
      var output = Simulation.Output.of(store);
      var simulation =
          open(
              parts,
              Simulation.start(
                  verbs.client("playground"),
                  catalog,
                  tls.caPem(),
                  images,
                  output,
                  settings.ingressPort(),
                  clock,
                  random));
      var handler = new ApiHandler(verbs, new Users(settings.tokens()), output.logs());
      var server = open(parts, ApiServer.start(settings.host(), settings.kubePort(), tls, handler));
      return new Playground(writeKubeconfig(settings, server), server, simulation, parts);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private static <T extends AutoCloseable> T open(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  private static Path writeKubeconfig(PlaygroundSettings settings, ApiServer server) {
    var file = settings.home().resolve("kubeconfig");
    var token = settings.kubeconfigToken();
    var user = Objects.requireNonNull(settings.tokens().get(token));
    try {
      new Kubeconfig(server.url(), server.caCertificate(), user, token).write(file);
      return file;
    } catch (IOException e) {
      throw Problem.world(
              "playground.kubeconfig",
              "The kubeconfig cannot be written: " + e.getMessage(),
              Where.of(file.toString()),
              "Check that the folder is writable and the disk is not full.")
          .asException(e);
    }
  }

  /** The file that lets kubectl in. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** The port of the Kubernetes API. */
  public int kubePort() {
    return server.port();
  }

  /** The port on which the simulated ingress answers by Host. */
  public int ingressPort() {
    return simulation.ingressPort();
  }

  /**
   * Stops answering, stores what is left and frees the ports. Once is enough, twice does no harm;
   * another playground may be started on the same storage afterwards. If one was already, what is
   * left is dropped: nobody was told that it is stored.
   */
  @Override
  public synchronized void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      var part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.atWarn()
            .setCause(e)
            .addKeyValue("part", part.getClass().getSimpleName())
            .log("A part of the playground did not stop cleanly");
      }
    }
  }
}
