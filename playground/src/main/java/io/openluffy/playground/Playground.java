package io.openluffy.playground;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.playground.api.ApiServer;
import io.openluffy.playground.api.Kubeconfig;
import io.openluffy.playground.api.http.ApiHandler;
import io.openluffy.playground.api.http.Users;
import io.openluffy.playground.api.logs.PodLogs;
import io.openluffy.playground.api.store.ObjectStorage;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.tls.ServerTls;
import io.openluffy.playground.api.upkeep.CustomKinds;
import io.openluffy.playground.api.upkeep.OwnerCollector;
import io.openluffy.playground.api.verbs.ObjectClient;
import io.openluffy.playground.api.verbs.Surroundings;
import io.openluffy.playground.api.verbs.Verbs;
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
  private final Deque<AutoCloseable> parts;

  private Playground(Path kubeconfig, ApiServer server, Deque<AutoCloseable> parts) {
    this.kubeconfig = kubeconfig;
    this.server = server;
    this.parts = parts;
  }

  /** What runs inside: gets its door when the API's objects are there, before clients come. */
  @FunctionalInterface
  public interface Resident {
    /** Starts it; what is given back is closed before the store. */
    AutoCloseable moveIn(ObjectClient client, TypeCatalog catalog, String caCertificate);
  }

  /** Starts on what the storage holds, and answers when this returns. */
  public static Playground start(
      PlaygroundSettings settings,
      ObjectStorage storage,
      PodLogs logs,
      Resident resident,
      InstantSource clock,
      SecureRandom random) {
    var parts = new ArrayDeque<AutoCloseable>();
    try {
      var tls = ServerTls.open(settings.home().resolve("tls"), random, clock);
      var store = open(parts, new ObjectStore(storage));
      var catalog = TypeCatalog.builtIn();
      var verbs = new Verbs(Surroundings.of(store, catalog, clock, random));
      var kinds = open(parts, new CustomKinds(verbs.client("apiextensions"), catalog, clock));
      var owners = open(parts, new OwnerCollector(verbs.client("garbage-collector")));
      kinds.start();
      owners.start();
      open(parts, resident.moveIn(verbs.client("playground"), catalog, tls.caPem()));
      var handler = new ApiHandler(verbs, new Users(settings.tokens()), logs);
      var server = open(parts, ApiServer.start(settings.host(), settings.kubePort(), tls, handler));
      return new Playground(writeKubeconfig(settings, server), server, parts);
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

  /** Stops answering, then stores what is left. */
  @Override
  public void close() {
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
