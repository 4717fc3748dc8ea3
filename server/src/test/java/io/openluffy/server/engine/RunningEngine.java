package io.openluffy.server.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.Applications;
import io.openluffy.application.OperationGate;
import io.openluffy.application.reconcile.ApplicationEngine;
import io.openluffy.application.reconcile.ApplicationSettings;
import io.openluffy.application.render.RenderLimits;
import io.openluffy.application.render.RenderSettings;
import io.openluffy.application.render.SourceRenderer;
import io.openluffy.application.target.AesSealer;
import io.openluffy.git.InMemoryGit;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.kube.FixedClusters;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.KubernetesCluster;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/** The engine at work on a real cluster, by the real time; git and the store are in memory. */
final class RunningEngine implements AutoCloseable {
  final InstantSource clock = InstantSource.system();
  final InMemoryGit git = new InMemoryGit(clock);
  final KubernetesCluster cluster;

  /** The namespace of the applications. */
  final String home;

  private final SourceRenderer renderer;
  private final ApplicationEngine engine;
  private final Controller<ApplicationName> controller;

  RunningEngine(Path kubeconfig, String home, Path work) {
    this.home = home;
    cluster = KubeConnections.kubeconfig("in-cluster", kubeconfig, Optional.empty());
    renderer = new SourceRenderer(settings(work.resolve("render")));
    var queue = new AtomicReference<Controller<ApplicationName>>();
    engine =
        new ApplicationEngine(
            new ApplicationSettings(
                home, Duration.ofMinutes(2), Duration.ZERO, Duration.ofSeconds(5), 4),
            ground(work),
            name -> Optional.ofNullable(queue.get()).ifPresent(one -> one.enqueue(name)));
    controller =
        new Controller<>(
            "application",
            engine.reconciler(),
            ControllerSettings.DEFAULT,
            clock,
            new SplittableRandom(2),
            new SimpleMeterRegistry());
    queue.set(controller);
    cluster.followDefinitions();
    engine.start();
    controller.start();
  }

  private static RenderSettings settings(Path work) {
    return new RenderSettings(
        Path.of(System.getProperty("java.home")),
        System.getProperty("java.class.path"),
        work,
        Optional.empty(),
        Optional.empty(),
        RenderLimits.DEFAULT);
  }

  private ApplicationEngine.Ground ground(Path work) {
    return new ApplicationEngine.Ground(
        new InMemoryStore(clock),
        git,
        new FixedClusters(cluster),
        renderer,
        application -> List.of(),
        OperationGate.open(),
        new AesSealer(new byte[32], new SecureRandom()),
        work,
        clock,
        new SplittableRandom(1),
        new SimpleMeterRegistry());
  }

  Applications applications() {
    return engine.applications();
  }

  void pushed(RepositoryUrl url) {
    engine.pushed(url);
  }

  @Override
  public void close() {
    controller.close();
    engine.close();
    renderer.close();
    cluster.close();
  }
}
