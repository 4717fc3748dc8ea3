package io.openluffy.playground.controllers;

import io.openluffy.playground.api.verbs.ObjectClient;
import io.openluffy.playground.controllers.cluster.AutoscalerController;
import io.openluffy.playground.controllers.cluster.BudgetController;
import io.openluffy.playground.controllers.cluster.ClaimController;
import io.openluffy.playground.controllers.cluster.EventExpiry;
import io.openluffy.playground.controllers.cluster.Furniture;
import io.openluffy.playground.controllers.cluster.NamespaceController;
import io.openluffy.playground.controllers.cluster.ProtectionController;
import io.openluffy.playground.controllers.cluster.QuotaController;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.SimulationLoop;
import io.openluffy.playground.controllers.loop.World;
import io.openluffy.playground.controllers.network.EndpointController;
import io.openluffy.playground.controllers.network.IngressController;
import io.openluffy.playground.controllers.pods.Kubelet;
import io.openluffy.playground.controllers.workloads.CronJobController;
import io.openluffy.playground.controllers.workloads.DaemonSetController;
import io.openluffy.playground.controllers.workloads.DeploymentController;
import io.openluffy.playground.controllers.workloads.JobController;
import io.openluffy.playground.controllers.workloads.ReplicaSetController;
import io.openluffy.playground.controllers.workloads.StatefulSetController;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.types.TypeCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All simulated controllers of the playground on one loop. */
public final class Controllers implements AutoCloseable {
  private final SimulationLoop loop;

  public Controllers(
      ObjectClient client,
      TypeCatalog catalog,
      Images images,
      ControllerSettings settings,
      InstantSource clock,
      RandomGenerator chance) {
    var world = new World(client, chance);
    var events = new EventWriter(world);
    new Furniture(world).place(clock.instant());
    var all =
        List.<SimulatedController>of(
            new NamespaceController(world, catalog, settings.certificate()),
            new ClaimController(world, events),
            new ProtectionController(world),
            new AutoscalerController(world, events),
            new CronJobController(world, events),
            new JobController(world, events),
            new DeploymentController(world, events),
            new StatefulSetController(world, events),
            new DaemonSetController(world, events),
            ReplicaSetController.ofSets(world, events),
            ReplicaSetController.ofReplicationControllers(world, events),
            new Kubelet(world, events, images, settings.times()),
            new EndpointController(world),
            new IngressController(world),
            new BudgetController(world),
            new QuotaController(world),
            new EventExpiry(world));
    this.loop = new SimulationLoop(client.store(), all, clock);
  }

  /** Works in the background from now on. */
  public void start() {
    loop.start();
  }

  /** Does everything that is due now on the caller's thread; instead of {@link #start}. */
  public void runDue() {
    loop.runDue();
  }

  /** When something will be due without any change. */
  public Optional<Instant> nextTimer() {
    return loop.nextTimer();
  }

  @Override
  public void close() {
    loop.close();
  }
}
