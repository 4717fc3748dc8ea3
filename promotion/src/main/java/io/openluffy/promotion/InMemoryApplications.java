package io.openluffy.promotion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.application.GateAnswer;
import io.openluffy.application.Health;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationKind;
import io.openluffy.application.OperationRequest;
import io.openluffy.application.RenderedDiff;
import io.openluffy.application.ResourceTree;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.spec.AutomatedSync;
import io.openluffy.application.spec.HelmParameter;
import io.openluffy.application.spec.HelmSpec;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.application.spec.SyncPolicy;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.Manifest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Applications without a cluster: what an application declares is the text of its values file, and
 * what runs is the text that was synced last. It asks the gate as the real ones do, syncs by itself
 * where that is switched on, and gets healthy after a while, or not, as one wishes.
 */
public final class InMemoryApplications implements Applications, ApplicationParameters {
  private final Git git;
  private final InstantSource clock;
  private final Map<ApplicationName, InMemoryApplication> all = new ConcurrentHashMap<>();
  private final List<Consumer<ApplicationName>> followers = new CopyOnWriteArrayList<>();
  private volatile OperationGate gate = OperationGate.open();
  private volatile boolean away;

  public InMemoryApplications(Git git, InstantSource clock) {
    this.git = git;
    this.clock = clock;
  }

  /** The gate of the server that runs now. */
  public void guardedBy(OperationGate newGate) {
    gate = newGate;
  }

  /** From now on every question fails, until it is back. */
  public void away(boolean isAway) {
    away = isAway;
  }

  /**
   * Declares an application.
   *
   * @param images repository of each image by the values key of its tag
   */
  public void declare(
      ApplicationName name,
      RepositoryUrl repository,
      String branch,
      String valuesFile,
      Map<String, String> images,
      boolean automated) {
    var policy =
        automated
            ? new SyncPolicy(
                Optional.of(new AutomatedSync(true, true, true, false)),
                List.of(),
                Optional.empty(),
                Optional.empty())
            : SyncPolicy.MANUAL;
    all.put(
        name,
        new InMemoryApplication(
            name, source(repository, branch), new RepositoryPath(valuesFile), images, policy));
  }

  private static SourceSpec source(RepositoryUrl repository, String branch) {
    return new SourceSpec(
        repository,
        branch,
        "chart",
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.of(HelmSpec.EMPTY),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode());
  }

  /** How long it takes from a sync to healthy. */
  public void startsIn(ApplicationName name, Duration duration) {
    of(name).startsIn = duration;
  }

  /** What runs is, from now on and until the next sync, this healthy. */
  public void falls(ApplicationName name, Health health, String message) {
    of(name).fall(health, message);
    tell(name);
  }

  /** Whatever holds this text never becomes healthy. */
  public void isBroken(ApplicationName name, String text) {
    of(name).broken.add(text);
  }

  /** Somebody changed something in the cluster. */
  public void drifts(ApplicationName name) {
    of(name).drifted = true;
    tell(name);
  }

  /** What runs: the text of the values file that was synced last. */
  public String running(ApplicationName name) {
    return of(name).running();
  }

  /** One round of every application: look at git, sync by itself, heal. */
  public void work() {
    all.keySet().forEach(name -> refresh(name, false));
  }

  @Override
  public List<ApplicationView> list() {
    return all.values().stream().map(one -> one.view(clock.instant())).toList();
  }

  @Override
  public Optional<ApplicationView> find(ApplicationName name) {
    requireHere();
    return Optional.ofNullable(all.get(name)).map(one -> one.view(clock.instant()));
  }

  @Override
  public SyncAnswer sync(ApplicationName name, SyncRequest request) {
    requireHere();
    if (!all.containsKey(name)) {
      return new SyncAnswer.NoSuchApplication(name);
    }
    var revision = request.revision().map(CommitId::new).orElseGet(() -> head(of(name)));
    return operate(name, OperationKind.SYNC, request.by(), request.roles(), revision);
  }

  private SyncAnswer operate(
      ApplicationName name, OperationKind kind, Actor by, Set<String> roles, CommitId revision) {
    var one = of(name);
    var text = text(one, revision);
    var request =
        new OperationRequest(kind, by, roles, revision.hex(), InMemoryApplication.digest(text));
    if (gate.ask(name, request) instanceof GateAnswer.Refused(var problem)) {
      return new SyncAnswer.Refused(problem);
    }
    one.sync(kind, by, revision, text, clock.instant());
    tell(name);
    return new SyncAnswer.Started();
  }

  @Override
  public void refresh(ApplicationName name, boolean hard) {
    requireHere();
    var one = all.get(name);
    if (one == null) {
      return;
    }
    var head = head(one);
    var text = text(one, head);
    boolean changed = one.compare(head, text, clock.instant());
    if (one.policy.isAutomated() && one.outOfSync() && one.pin.isEmpty()) {
      var kind = one.differs() ? OperationKind.AUTOMATED_SYNC : OperationKind.SELF_HEAL;
      operate(name, kind, Actor.OPENLUFFY, Set.of(), head);
    } else if (changed) {
      tell(name);
    }
  }

  private CommitId head(InMemoryApplication one) {
    return git.resolve(one.source.repoUrl(), one.source.targetRevision())
        .orElseThrow(() -> unrendered(one, "Its branch does not exist."));
  }

  private String text(InMemoryApplication one, CommitId revision) {
    var file =
        git.file(one.source.repoUrl(), revision, one.values)
            .orElseThrow(() -> unrendered(one, "Its values file does not exist."));
    return one.rendered(new String(file, java.nio.charset.StandardCharsets.UTF_8));
  }

  private static RuntimeException unrendered(InMemoryApplication one, String message) {
    return Problem.user("application.render", message, Where.of(one.name.toString()), "")
        .asException();
  }

  @Override
  public RenderedDiff diff(ApplicationName name) {
    requireHere();
    var one = of(name);
    var head = head(one);
    return new RenderedDiff(
        name, InMemoryApplication.digest(text(one, head)), head.hex(), List.of());
  }

  @Override
  public RenderedDiff rollbackDiff(ApplicationName name, long historyId) {
    requireHere();
    var one = of(name);
    return new RenderedDiff(
        name,
        InMemoryApplication.digest(one.textOf(historyId)),
        one.entry(historyId).revisions().getFirst().hex(),
        List.of());
  }

  @Override
  public List<Manifest> manifests(ApplicationName name, Optional<String> revision) {
    return List.of();
  }

  @Override
  public ResourceTree tree(ApplicationName name) {
    return new ResourceTree(name, List.of());
  }

  @Override
  public SyncAnswer rollback(
      ApplicationName name, long historyId, Actor by, Set<String> roles, boolean prune) {
    requireHere();
    var one = of(name);
    var entry = one.entry(historyId);
    var revision = entry.revisions().getFirst();
    var request =
        new OperationRequest(
            OperationKind.ROLLBACK,
            by,
            roles,
            revision.hex(),
            InMemoryApplication.digest(one.textOf(historyId)));
    if (gate.ask(name, request) instanceof GateAnswer.Refused(var problem)) {
      return new SyncAnswer.Refused(problem);
    }
    one.rollBack(historyId, by, clock.instant());
    tell(name);
    return new SyncAnswer.Started();
  }

  @Override
  public void unpin(ApplicationName name, Actor by) {
    of(name).pin = Optional.empty();
    tell(name);
  }

  @Override
  public void terminate(ApplicationName name, Actor by) {}

  @Override
  public void set(ApplicationName name, Map<String, String> parameters) {
    requireHere();
    var one = of(name);
    var merged = new TreeMap<String, HelmParameter>();
    one.parameters.forEach(each -> merged.put(each.name(), each));
    parameters.forEach((key, value) -> merged.put(key, new HelmParameter(key, value, true)));
    one.parameters = List.copyOf(merged.values());
    tell(name);
  }

  /** Nothing: it keeps no objects. */
  @Override
  public void forEachInHistory(Consumer<Manifest> visitor) {}

  @Override
  public AutoCloseable follow(Consumer<ApplicationName> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  private void tell(ApplicationName name) {
    followers.forEach(follower -> follower.accept(name));
  }

  private InMemoryApplication of(ApplicationName name) {
    var one = all.get(name);
    if (one == null) {
      throw new IllegalStateException("Nobody declared " + name);
    }
    return one;
  }

  private void requireHere() {
    if (away) {
      throw Problem.world("kube.unreachable", "The cluster is away.", Where.NOWHERE, "")
          .asException();
    }
  }
}
