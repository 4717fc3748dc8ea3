package io.openluffy.promotion;

import io.micrometer.core.instrument.MeterRegistry;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.Applications;
import io.openluffy.git.Git;
import io.openluffy.kernel.ConditionStatus;
import io.openluffy.kernel.Controller;
import io.openluffy.kernel.ControllerSettings;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kube.Clusters;
import io.openluffy.promotion.manifest.ProjectApplications;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.Releases;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The loops of this room and what wakes them: releases, promotions, rollbacks, manifests. They work
 * on the server that leads; the others answer questions only.
 */
public final class PromotionLoops implements AutoCloseable {
  private static final int RECENT = 100;

  private final PromotionLedger ledger;
  private final EnvironmentBindings bindings;
  private final Projects projects;
  private final Releases releases;
  private final Applications applications;
  private final Controller<ReleaseId> arrivals;
  private final Controller<EnvironmentKey> promotions;
  private final Controller<PromotionId> rollbacks;
  private final Controller<EnvironmentKey> policies;
  private final Controller<ProjectName> manifests;
  private final List<AutoCloseable> subscriptions = new ArrayList<>();

  /** What drives the loops. */
  public record Drive(
      ControllerSettings settings,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry metrics) {
    <K> Controller<K> controller(String name, Reconciler<K> reconciler) {
      return new Controller<>(name, reconciler, settings, clock, random, metrics);
    }
  }

  public PromotionLoops(
      Drive drive,
      PromotionLedger ledger,
      Projects projects,
      Releases releases,
      Applications applications,
      Git git,
      Clusters clusters,
      Electorate electorate) {
    this(
        drive,
        ledger,
        projects,
        releases,
        applications,
        git,
        clusters,
        electorate,
        new ClusterParameters(clusters));
  }

  public PromotionLoops(
      Drive drive,
      PromotionLedger ledger,
      Projects projects,
      Releases releases,
      Applications applications,
      Git git,
      Clusters clusters,
      Electorate electorate,
      ApplicationParameters parameters) {
    this.ledger = ledger;
    this.bindings = new EnvironmentBindings(projects);
    this.projects = projects;
    this.releases = releases;
    this.applications = applications;
    arrivals = drive.controller("arrivals", new ReleaseReconciler(ledger, bindings, releases));
    promotions =
        drive.controller(
            "promotions",
            new PromotionReconciler(
                ledger, bindings, releases, applications, git, parameters, electorate));
    rollbacks =
        drive.controller(
            "rollbacks", new RollbackReconciler(ledger, bindings, applications, git, parameters));
    policies =
        drive.controller(
            "rollback-policies", new PolicyReconciler(ledger, bindings, releases, applications));
    manifests =
        drive.controller("manifests", new ProjectApplications(projects, clusters, ledger.store()));
    ledger.follow(this::changed);
  }

  /** Begins to work, with everything a former life may have left behind. */
  public void start() {
    follow();
    arrivals.start();
    promotions.start();
    rollbacks.start();
    policies.start();
    manifests.start();
  }

  /** Hears of what happens; tests call this and then {@link #runDue()}. */
  public void follow() {
    subscriptions.add(applications.follow(this::changed));
    subscriptions.add(releases.follow(arrivals::enqueue));
    subscriptions.add(
        ledger.store().journal().follow(entry -> projectChanged(entry.fact().about())));
    wakeAll();
  }

  /** Looks at everything once. */
  public void wakeAll() {
    for (var project : projects.list()) {
      manifests.enqueue(project.name());
      releases.list(project.name(), RECENT).stream()
          .filter(Release::isReady)
          .forEach(release -> arrivals.enqueue(release.id()));
      project
          .configuration()
          .environments()
          .keySet()
          .forEach(name -> wake(new EnvironmentKey(project.name(), name)));
    }
    ledger.open().forEach(promotion -> wake(promotion.place()));
  }

  /** Works off on this thread what is due, for tests. */
  public int runDue() {
    return arrivals.runDue()
        + rollbacks.runDue()
        + promotions.runDue()
        + policies.runDue()
        + manifests.runDue();
  }

  /** How the work on an environment stands. */
  public Optional<ConditionStatus> status(EnvironmentKey environment) {
    return promotions.status(environment);
  }

  /** How it stands with the manifests of a project. */
  public Optional<ConditionStatus> status(ProjectName project) {
    return manifests.status(project);
  }

  private void changed(ApplicationName name) {
    for (var bound : bindings.of(name)) {
      promotions.enqueue(bound.key());
      if (bound.environment().rollback().isPresent()) {
        policies.enqueue(bound.key());
      }
    }
  }

  private void changed(PromotionLedger.Change change) {
    wake(change.place());
    if (change.ended()) {
      wakeWaiting(change.place());
    }
  }

  /** Others of the project may have waited for just this, such as "tested in preprod". */
  private void wakeWaiting(EnvironmentKey ended) {
    projects
        .find(ended.project())
        .map(project -> project.configuration().environments().keySet())
        .orElse(Set.of())
        .stream()
        .map(name -> new EnvironmentKey(ended.project(), name))
        .filter(other -> !other.equals(ended) && hasQueued(other))
        .forEach(promotions::enqueue);
  }

  private boolean hasQueued(EnvironmentKey place) {
    return ledger.store().read(transaction -> PromotionLedger.open(transaction, place)).stream()
        .anyMatch(promotion -> promotion.state() instanceof PromotionState.Queued);
  }

  private void wake(EnvironmentKey place) {
    promotions.enqueue(place);
    policies.enqueue(place);
    ledger
        .store()
        .read(t -> t.list(PromotionTables.ROLLBACK, "queue", place.toString()))
        .forEach(rollback -> rollbacks.enqueue(rollback.id()));
  }

  private void projectChanged(String about) {
    if (about.startsWith("project/") && ProjectName.isValid(about.substring(8))) {
      var name = new ProjectName(about.substring(8));
      manifests.enqueue(name);
      projects.find(name).ifPresent(project -> wakeEnvironments(project.name()));
    }
  }

  private void wakeEnvironments(ProjectName name) {
    ledger.open().stream()
        .filter(promotion -> promotion.project().equals(name))
        .forEach(promotion -> promotions.enqueue(promotion.place()));
  }

  @Override
  public void close() {
    subscriptions.forEach(PromotionLoops::end);
    arrivals.close();
    promotions.close();
    rollbacks.close();
    policies.close();
    manifests.close();
  }

  private static void end(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException("A subscription can't be ended", e);
    }
  }
}
