package io.openluffy.application.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.Applications;
import io.openluffy.application.OperationGate;
import io.openluffy.application.RenderParameters;
import io.openluffy.application.crd.Definitions;
import io.openluffy.application.render.Renderer;
import io.openluffy.application.target.Renderings;
import io.openluffy.application.target.Sealer;
import io.openluffy.application.target.Targets;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.store.Store;
import io.openluffy.kube.Clusters;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All of the room put together. The caller runs {@link #reconciler()} in a controller, hands its
 * queue to the constructor, and calls {@link #start()} once the controller leads.
 */
public final class ApplicationEngine implements AutoCloseable {
  private final Destinations destinations;
  private final ApplicationResources resources;
  private final Projects projects;
  private final Rivals rivals;
  private final ApplicationReconciler reconciler;
  private final LiveApplications applications;
  private final Clusters clusters;
  private final ApplicationSettings settings;

  /**
   * What the engine stands on.
   *
   * @param work a folder for exported sources
   * @param chance for the numbers of requests; hard to guess
   */
  public record Ground(
      Store store,
      Git git,
      Clusters clusters,
      Renderer renderer,
      RenderParameters parameters,
      OperationGate gate,
      Sealer sealer,
      Path work,
      InstantSource time,
      RandomGenerator chance,
      MeterRegistry meters) {}

  /**
   * @param enqueue asks for a round of an application
   */
  public ApplicationEngine(
      ApplicationSettings settings, Ground ground, Consumer<ApplicationName> enqueue) {
    this.settings = settings;
    this.clusters = ground.clusters();
    rivals = new Rivals(settings.namespace());
    var heals = new HealTimes(ground.meters());
    destinations =
        new Destinations(ground.clusters(), rivals, heals::notice, name -> touched(name, enqueue));
    resources = new ApplicationResources(destinations.control());
    projects = new Projects(destinations.control(), ground.clusters(), settings.namespace());
    var guard = new Guard(destinations, projects, rivals);
    var neighbours = new Neighbours(ground.gate(), resources, destinations);
    var newer = new NewerRevisions();
    var renderings = new Renderings(ground.store(), ground.sealer());
    var records = new Records(ground.store(), renderings);
    var targets =
        new Targets(
            ground.git(),
            ground.renderer(),
            ground.parameters(),
            renderings,
            ground.work(),
            ground.time(),
            ground.meters());
    var comparer = new Comparer(ground.time(), projects);
    var refreshes = new Refreshes();
    var operationTargets = new OperationTargets(targets, records, projects);
    var runner =
        new OperationRunner(
            settings,
            ground.gate(),
            operationTargets,
            records,
            comparer,
            projects,
            neighbours,
            heals);
    var decisions = new Decisions(records, operationTargets, comparer);
    var deletion = new Deletion(resources, destinations, records, targets, ground.time());
    reconciler =
        new ApplicationReconciler(
            settings,
            resources,
            guard,
            targets,
            records,
            runner,
            new Settlement(records, comparer, decisions),
            decisions,
            refreshes,
            deletion,
            heals,
            neighbours,
            newer,
            this::changed,
            ground.time());
    applications =
        new LiveApplications(
            resources,
            destinations,
            new OperationDoor(
                resources,
                guard,
                operationTargets,
                records,
                ground.gate(),
                enqueue,
                ground.time(),
                ground.chance()),
            new Inspection(
                resources, guard, targets, operationTargets, comparer, records, ground.time()),
            records,
            refreshes,
            newer,
            enqueue);
  }

  private void touched(ApplicationName name, Consumer<ApplicationName> enqueue) {
    enqueue.accept(name);
    changed(name);
  }

  private void changed(ApplicationName name) {
    applications.changed(name);
  }

  public Reconciler<ApplicationName> reconciler() {
    return reconciler;
  }

  public Applications applications() {
    return applications;
  }

  /** Installs the definitions and the default project, and begins to watch. */
  public void start() {
    Definitions.install(clusters.control(), settings.namespace());
    clusters.control().types().refresh();
    projects.follow();
    rivals.follow(destinations.control());
    resources.follow();
  }

  /** Tells that a repository was pushed to. */
  public void pushed(RepositoryUrl url) {
    applications.pushed(url);
  }

  @Override
  public void close() {
    destinations.close();
  }
}
