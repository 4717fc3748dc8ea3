package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.application.RenderedDiff;
import io.openluffy.application.ResourceTree;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.application.sync.OperationState;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The applications of the control cluster, live. */
final class LiveApplications implements Applications {
  private final ApplicationResources resources;
  private final Destinations destinations;
  private final OperationDoor door;
  private final Inspection inspection;
  private final Records records;
  private final Refreshes refreshes;
  private final NewerRevisions newer;
  private final Consumer<ApplicationName> enqueue;
  private final List<Consumer<ApplicationName>> followers = new CopyOnWriteArrayList<>();

  LiveApplications(
      ApplicationResources resources,
      Destinations destinations,
      OperationDoor door,
      Inspection inspection,
      Records records,
      Refreshes refreshes,
      NewerRevisions newer,
      Consumer<ApplicationName> enqueue) {
    this.resources = resources;
    this.destinations = destinations;
    this.door = door;
    this.inspection = inspection;
    this.records = records;
    this.refreshes = refreshes;
    this.newer = newer;
    this.enqueue = enqueue;
  }

  @Override
  public List<ApplicationView> list() {
    return all().stream().map(this::view).toList();
  }

  private List<Manifest> all() {
    return destinations.control().ofKind(ApplicationResources.KIND);
  }

  @Override
  public Optional<ApplicationView> find(ApplicationName name) {
    return resources.find(name).map(this::view);
  }

  private ApplicationView view(Manifest resource) {
    var revision =
        newer.of(ApplicationResources.name(resource), ApplicationViews.revision(resource));
    return ApplicationViews.of(resource, revision);
  }

  @Override
  public SyncAnswer sync(ApplicationName name, SyncRequest request) {
    return door.sync(name, request);
  }

  @Override
  public SyncAnswer rollback(
      ApplicationName name, long historyId, Actor by, Set<String> roles, boolean prune) {
    return door.rollback(name, historyId, by, roles, prune);
  }

  @Override
  public void forEachInHistory(Consumer<Manifest> visitor) {
    records.forEachDeployed(visitor);
  }

  @Override
  public RenderedDiff diff(ApplicationName name) {
    return inspection.diff(name);
  }

  @Override
  public RenderedDiff rollbackDiff(ApplicationName name, long historyId) {
    return inspection.rollbackDiff(name, historyId);
  }

  @Override
  public List<Manifest> manifests(ApplicationName name, Optional<String> revision) {
    return inspection.manifests(name, revision);
  }

  @Override
  public ResourceTree tree(ApplicationName name) {
    return inspection.tree(name);
  }

  @Override
  public void refresh(ApplicationName name, boolean hard) {
    refreshes.ask(name, hard ? Refreshes.Level.HARD : Refreshes.Level.FETCH);
    enqueue.accept(name);
  }

  /**
   * A push was seen in our copy of the repository: whoever tracks the repository looks at it again.
   */
  void pushed(RepositoryUrl url) {
    for (var resource : all()) {
      var concerned =
          ApplicationReader.read(resource)
              .spec()
              .filter(spec -> spec.sources().stream().anyMatch(one -> one.repoUrl().isSameAs(url)));
      if (concerned.isPresent()) {
        refreshes.ask(ApplicationResources.name(resource), Refreshes.Level.RESOLVE);
        enqueue.accept(ApplicationResources.name(resource));
      }
    }
  }

  @Override
  public void unpin(ApplicationName name, Actor by) {
    if (resources.find(name).flatMap(ApplicationResources::pin).isPresent()) {
      resources.patch(
          name, ApplicationResources.annotation(ApplicationResources.PINNED, Optional.empty()));
      records.journal(by, Records.fact("application.unpinned", name, Map.of()));
      enqueue.accept(name);
    }
  }

  @Override
  public void terminate(ApplicationName name, Actor by) {
    var state = resources.read(name).flatMap(ApplicationResources::state);
    if (state.isEmpty() || state.get() instanceof OperationState.Ended) {
      return;
    }
    var patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("status").putObject("operationState").put("phase", "Terminating");
    records.journal(by, Records.fact("application.terminated", name, Map.of()));
    resources.patch(name, patch);
    enqueue.accept(name);
  }

  @Override
  public AutoCloseable follow(Consumer<ApplicationName> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  /** Tells the followers that a view may have changed. */
  void changed(ApplicationName name) {
    followers.forEach(one -> one.accept(name));
  }
}
