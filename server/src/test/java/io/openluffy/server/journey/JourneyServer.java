package io.openluffy.server.journey;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.Applications;
import io.openluffy.application.reconcile.ApplicationEngine;
import io.openluffy.application.reconcile.ApplicationSettings;
import io.openluffy.application.target.AesSealer;
import io.openluffy.git.Poller;
import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryLocator;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kube.FixedClusters;
import io.openluffy.notice.HostAddress;
import io.openluffy.notice.NoticeLoops;
import io.openluffy.notice.StatusSender;
import io.openluffy.promotion.Electorate;
import io.openluffy.promotion.EnvironmentBindings;
import io.openluffy.promotion.EnvironmentGate;
import io.openluffy.promotion.PromotionLedger;
import io.openluffy.promotion.PromotionLoops;
import io.openluffy.promotion.StoredPromotions;
import io.openluffy.promotion.secret.ClusterSecrets;
import io.openluffy.promotion.secret.FileSecrets;
import io.openluffy.promotion.secret.SecretParameters;
import io.openluffy.release.build.InMemoryImageBuilder;
import io.openluffy.release.intake.BuildLogs;
import io.openluffy.release.intake.ReleaseControllers;
import io.openluffy.release.intake.StoredProjects;
import io.openluffy.release.intake.StoredReleases;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** All rooms, wired as the server wires them: what lives and dies with the process. */
public final class JourneyServer implements AutoCloseable {
  private static final ControllerSettings SETTINGS = ControllerSettings.DEFAULT;
  private static final HttpClient NOBODY = HttpClient.newHttpClient();

  public final InMemoryStore store;
  public final Pushes pushes;
  public final Controller<RepositoryUrl> git;
  public final StoredProjects projects;
  public final StoredReleases releases;
  public final ReleaseControllers intake;
  public final InMemoryImageBuilder builder;
  public final Applications applications;
  public final EnvironmentGate gate;
  public final StoredPromotions promotions;
  private final ApplicationEngine engine;
  private final Controller<ApplicationName> syncing;
  private final PromotionLoops loops;
  private final NoticeLoops notices;

  JourneyServer(JourneyWorld world, InMemoryStore store) {
    this.store = store;
    var metrics = new SimpleMeterRegistry();
    var secrets = world.secrets(store);
    RepositoryLocator elsewhere = url -> Optional.empty();
    var clusters = new FixedClusters(world.cluster);
    pushes = new Pushes(store, world.clock, elsewhere);
    var poller =
        new Poller(
            world.git, pushes, store, elsewhere, url -> {}, Duration.ofMinutes(3), world.random);
    git = new Controller<>("git", poller, SETTINGS, world.clock, world.random, metrics);
    projects = new StoredProjects(store, world.git, pushes, elsewhere, world.clock);
    var logs = new BuildLogs(store, world.clock);
    releases = new StoredReleases(store, logs);
    builder = new InMemoryImageBuilder(world.clock, world.registry);
    intake =
        new ReleaseControllers(
            store,
            world.git,
            pushes,
            projects,
            world.registry,
            builder,
            logs,
            SETTINGS,
            world.clock,
            world.random,
            metrics);
    var bindings = new EnvironmentBindings(projects);
    var ledger = new PromotionLedger(store, world.clock, world.random);
    var electorate = new Electorate(ledger, bindings, releases, world.people, world.git);
    gate = new EnvironmentGate(ledger, bindings, electorate);
    var queue = new AtomicReference<Controller<ApplicationName>>();
    engine =
        new ApplicationEngine(
            ApplicationSettings.PLAIN,
            new ApplicationEngine.Ground(
                store,
                world.git,
                clusters,
                world.chart,
                new SecretParameters(
                    bindings, secrets, new ClusterSecrets(clusters), FileSecrets.none(), Map.of()),
                gate,
                new AesSealer(new byte[32], new SecureRandom()),
                world.work,
                world.clock,
                world.random,
                metrics),
            name -> Optional.ofNullable(queue.get()).ifPresent(one -> one.enqueue(name)));
    syncing =
        new Controller<>(
            "application", engine.reconciler(), SETTINGS, world.clock, world.random, metrics);
    queue.set(syncing);
    applications = engine.applications();
    promotions = new StoredPromotions(ledger, bindings, releases, applications, electorate);
    loops =
        new PromotionLoops(
            new PromotionLoops.Drive(SETTINGS, world.clock, world.random, metrics),
            ledger,
            projects,
            releases,
            applications,
            world.git,
            clusters,
            electorate);
    notices =
        new NoticeLoops(
            SETTINGS,
            world.clock,
            world.random,
            metrics,
            store,
            projects,
            releases,
            url -> true,
            new StatusSender(store, secrets, NOBODY, HostAddress::of, status -> "about:blank"));
  }

  /** Begins, with whatever a former life has left. */
  public void start() {
    engine.start();
    intake.follow();
    pushes.follow(push -> engine.pushed(push.repository()));
    loops.follow();
    notices.follow();
    pushes.watched().forEach(git::enqueue);
  }

  /** Works off everything that is due now, on this thread. */
  public int run() {
    int rounds = 0;
    for (int more = 1; more > 0; rounds += more) {
      more = git.runDue() + intake.runDue() + syncing.runDue() + loops.runDue() + notices.runDue();
    }
    return rounds;
  }

  @Override
  public void close() {
    engine.close();
    loops.close();
    notices.close();
    intake.close();
    syncing.close();
    git.close();
  }
}
