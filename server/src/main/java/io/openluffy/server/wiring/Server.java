package io.openluffy.server.wiring;

import io.openluffy.application.render.Renderer;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.Leadership;
import io.openluffy.release.build.HttpRegistry;
import io.openluffy.release.build.QueuedImageBuilder;
import io.openluffy.release.build.RegistryCredentials;
import io.openluffy.release.build.ToolSettings;
import io.openluffy.server.Settings;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.ImageAccess;
import io.openluffy.server.access.RepositoryAccess;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.access.Voters;
import io.openluffy.server.home.HomeFolder;
import io.openluffy.server.home.LogFile;
import io.openluffy.server.home.ServerFile;
import io.openluffy.server.web.WebServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: its parts in the order they start, and stop the other way round.
 *
 * <pre>
 * home -> storage -> repositories, registry -> rooms -> port -> leadership -> cluster -> loops
 * </pre>
 *
 * The port is open before the server leads: whoever asks is answered from the store. What needs the
 * playground's cluster waits until this server leads, because it lives in the leader.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(30);
  private static final int BUILD_SLOTS = 2;

  private final Settings settings;
  private final Surroundings around;
  private final HomeFolder home;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final AtomicInteger port = new AtomicInteger();
  private final LateClusters clusters = new LateClusters();
  private final AtomicReference<@Nullable Leading> leading = new AtomicReference<>();
  private final AtomicReference<@Nullable ClusterSide> clusterSide = new AtomicReference<>();
  private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
  private volatile boolean closing;
  private final Storage storage;
  private final Repositories repositories;
  private final ImageStore images;
  private final Rooms rooms;
  private final Leading.Tools tools;
  private final Accounts accounts;
  private final SignIn signIn;
  private final @Nullable String firstPassword;

  private Server(Settings settings, Surroundings around) {
    this.settings = settings;
    this.around = around;
    home = opened(HomeFolder.open(settings.home()));
    LogFile.in(home);
    ServerFile.remove(home); // of a server that was killed
    storage = opened(Storage.open(settings, home, around.clock()));
    parts.push(this::closeCluster);
    accounts = new Accounts(storage.store(), around.clock(), around.secureRandom());
    signIn = new SignIn(storage.store(), around.clock(), around.secureRandom());
    firstPassword = FirstAdmin.of(accounts, home, around.secureRandom()).orElse(null);
    repositories =
        opened(
            Repositories.open(
                home,
                storage,
                new RepositoryAccess(signIn),
                settings.externalUrl(),
                port::get,
                around.clock(),
                around.random()));
    images =
        ImageStore.open(home, settings.externalUrl(), port::get, ownPassword(), around.clock());
    Renderer renderer = opened(Renderers.open(home, around));
    rooms =
        Rooms.open(
            settings,
            home,
            storage,
            repositories,
            clusters,
            renderer,
            new Voters(accounts),
            around);
    parts.push(rooms.engine());
    tools = tools();
  }

  /**
   * Starts everything and returns when the server is ready: it leads, or it knows that another
   * does.
   *
   * @throws ProblemException when something it needs is not there
   */
  public static Server start(Settings settings, Surroundings around) {
    var problems = settings.problems();
    if (!problems.isEmpty()) {
      throw problems.getFirst().asException();
    }
    Server server = null;
    try {
      server = new Server(settings, around);
      server.run();
      return server;
    } catch (RuntimeException e) {
      if (server != null) {
        server.close();
      }
      throw e;
    }
  }

  private void run() {
    repositories.recover();
    settings.kubeconfig().ifPresent(file -> clusterArrived(ClusterSide.real(settings, file)));
    openPort();
    parts.push(Leadership.strive(storage.address(), new Term()));
    settled.join();
    announce();
    parts.push(() -> ServerFile.remove(home));
    parts.push(repositories.maintenance(home, around));
  }

  /** Once it is ready, and again when it has come to lead and has a cluster. */
  private synchronized void announce() {
    serverFile().write(home);
  }

  private void openPort() {
    var doors =
        new Doors(
            settings,
            around,
            storage,
            repositories,
            images,
            rooms,
            clusters,
            accounts,
            signIn,
            new ImageAccess(signIn, images.password()),
            tools.sweeper(),
            this::looked,
            this::connected,
            this::standing,
            this::serverFile);
    var web = doors.open();
    parts.push(doors);
    parts.push(web);
    port.set(web.port());
  }

  /**
   * What happens when leadership comes and goes. Terms are begun and ended one after another on a
   * thread of their own, never on the caller's time: leadership itself is watched meanwhile.
   */
  private final class Term implements Leadership.Listener {
    private final AtomicInteger turns = new AtomicInteger();

    @Override
    public void lead() {
      var mine = turns.incrementAndGet();
      Thread.ofVirtual().name("lead").start(() -> Server.this.lead(() -> mine == turns.get()));
    }

    @Override
    public void follow() {
      turns.incrementAndGet();
      stopLeading();
      settled.complete(false);
    }
  }

  /**
   * @param stillMine whether leadership was not lost meanwhile
   */
  private void lead(BooleanSupplier stillMine) {
    try {
      begin(stillMine);
      if (leading.get() != null && !settled.complete(true)) {
        announce();
      }
    } catch (RuntimeException e) {
      LOG.error("this server can't lead", e);
      stopLeading();
      settled.completeExceptionally(e);
    }
  }

  private synchronized void begin(BooleanSupplier stillMine) {
    if (!stillMine.getAsBoolean() || closing) {
      return;
    }
    if (clusterSide.get() == null) {
      clusterArrived(ClusterSide.playground(settings, home, storage, images, around));
    }
    leading.set(new Leading(rooms, tools));
    LOG.info("this server leads");
  }

  /**
   * Ends everything that only the leader may have: the loops, and the playground, whose objects are
   * from now on in the memory of another server. What is read from the store goes on.
   */
  private synchronized void stopLeading() {
    var term = leading.getAndSet(null);
    if (term != null) {
      rooms.applicationQueue().set(name -> {});
      term.close();
      LOG.info("this server does not lead any more");
    }
    if (!closing && settings.kubeconfig().isEmpty() && clusterSide.get() != null) {
      closeCluster();
      announce();
    }
  }

  private void clusterArrived(ClusterSide side) {
    clusterSide.set(side);
    clusters.arrived(side.clusters());
  }

  private void looked(RepositoryUrl url) {
    var term = leading.get();
    if (term != null) {
      term.look().accept(url);
    }
  }

  private void connected(RepositoryUrl url) {
    var term = leading.get();
    if (term != null) {
      term.connected(url);
    }
  }

  private Leading.Tools tools() {
    var credentials = images.credentials(RegistryCredentials.stored(storage.secrets()));
    var registry = new HttpRegistry(images.locator(), credentials);
    var builder =
        opened(
            QueuedImageBuilder.create(
                repositories.git(),
                registry,
                images.locator(),
                credentials,
                ToolSettings.of(around.environment(), BUILD_LIMIT),
                home.at("builds"),
                BUILD_SLOTS,
                around.clock()));
    var statuses = CommitStatusSender.of(storage, () -> pageUrl());
    var sweeper =
        new RegistrySweeper(
            images.files(),
            new ImagesInUse(rooms.projects(), rooms.releases(), rooms.applications(), clusters),
            storage.store(),
            around.clock(),
            this::isLeading);
    return new Leading.Tools(
        storage, repositories, clusters, registry, sweeper, builder, statuses, around);
  }

  private Secret ownPassword() {
    var bytes = new byte[24];
    around.secureRandom().nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  public Settings settings() {
    return settings;
  }

  public Rooms rooms() {
    return rooms;
  }

  public Repositories repositories() {
    return repositories;
  }

  public Storage storage() {
    return storage;
  }

  public Accounts accounts() {
    return accounts;
  }

  public boolean isLeading() {
    return standing() == Standing.LEADING;
  }

  private Standing standing() {
    if (leading.get() != null) {
      return Standing.LEADING;
    }
    return settled.isDone() ? Standing.FOLLOWING : Standing.STARTING;
  }

  /** The password of the administrator, if this start made the account. */
  public Optional<String> firstPassword() {
    return Optional.ofNullable(firstPassword);
  }

  public String pageUrl() {
    return "http://" + WebServer.reachable(settings.host()) + ":" + port.get();
  }

  /** The addresses in use. */
  public ServerFile serverFile() {
    var side = Optional.ofNullable(clusterSide.get());
    return new ServerFile(
        ProcessHandle.current().pid(),
        pageUrl(),
        pageUrl() + "/git/",
        pageUrl().substring("http://".length()),
        side.flatMap(ClusterSide::kubePort).map(at -> "https://127.0.0.1:" + at),
        side.flatMap(ClusterSide::ingressPort).map(at -> "http://localhost:" + at),
        side.map(one -> one.kubeconfig().toString()));
  }

  /**
   * Stops everything, the doors first; what was going on is taken up again by the next start. The
   * cluster goes right before the storage that keeps its objects.
   */
  @Override
  public void close() {
    closing = true;
    stopLeading();
    while (!parts.isEmpty()) {
      Closing.quietly(parts.pop());
    }
  }

  private synchronized void closeCluster() {
    var side = clusterSide.getAndSet(null);
    if (side != null) {
      clusters.gone();
      Closing.quietly(side);
    }
  }

  /** What is wrong when a start fails, for the terminal. */
  public static Optional<Problem> problemOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return Optional.of(known.problem());
      }
    }
    return Optional.empty();
  }
}
