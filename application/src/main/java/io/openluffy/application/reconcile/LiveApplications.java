package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.application.GateAnswer;
import io.openluffy.application.ObjectDiff;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationKind;
import io.openluffy.application.OperationRequest;
import io.openluffy.application.RenderedDiff;
import io.openluffy.application.ResourceTree;
import io.openluffy.application.ResourceView;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.diff.SecretMask;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.sync.OperationState;
import io.openluffy.application.target.Fetching;
import io.openluffy.application.target.NormaliseRules;
import io.openluffy.application.target.Targets;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The applications of the control cluster, live. */
final class LiveApplications implements Applications {
  private final ApplicationResources resources;
  private final Destinations destinations;
  private final Guard guard;
  private final Targets targets;
  private final OperationTargets operationTargets;
  private final Comparer comparer;
  private final Records records;
  private final Refreshes refreshes;
  private final OperationGate gate;
  private final Consumer<ApplicationName> enqueue;
  private final InstantSource time;
  private final RandomGenerator chance;
  private final List<Consumer<ApplicationName>> followers = new CopyOnWriteArrayList<>();

  LiveApplications(
      ApplicationResources resources,
      Destinations destinations,
      Guard guard,
      Targets targets,
      OperationTargets operationTargets,
      Comparer comparer,
      Records records,
      Refreshes refreshes,
      OperationGate gate,
      Consumer<ApplicationName> enqueue,
      InstantSource time,
      RandomGenerator chance) {
    this.resources = resources;
    this.destinations = destinations;
    this.guard = guard;
    this.targets = targets;
    this.operationTargets = operationTargets;
    this.comparer = comparer;
    this.records = records;
    this.refreshes = refreshes;
    this.gate = gate;
    this.enqueue = enqueue;
    this.time = time;
    this.chance = chance;
  }

  @Override
  public List<ApplicationView> list() {
    return all().stream().map(ApplicationViews::of).toList();
  }

  private List<Manifest> all() {
    return destinations.control().ofKind(ApplicationResources.KIND);
  }

  @Override
  public Optional<ApplicationView> find(ApplicationName name) {
    return resources.find(name).map(ApplicationViews::of);
  }

  @Override
  public SyncAnswer sync(ApplicationName name, SyncRequest request) {
    var opened = open(name);
    if (opened instanceof Opened.Not(var answer)) {
      return answer;
    }
    var round = ((Opened.Round) opened).round();
    if (request.revision().isPresent()
        && round.spec.syncPolicy().isAutomated()
        && !request.dryRun()) {
      return new SyncAnswer.Refused(otherRevision(name));
    }
    var id = id();
    var operation = Operations.asked(round.spec, request, id);
    return ask(round, operation, request.by(), request.roles(), id, request.dryRun());
  }

  private static Problem otherRevision(ApplicationName name) {
    return Problem.user(
        "application.automated-sync-on",
        "Another revision can't be synced while automated sync is on.",
        Where.of("Application " + name).field("spec.syncPolicy.automated"),
        "Change spec.source.targetRevision, or switch automated sync off.");
  }

  @Override
  public SyncAnswer rollback(
      ApplicationName name, long historyId, Actor by, Set<String> roles, boolean prune) {
    var opened = open(name);
    if (opened instanceof Opened.Not(var answer)) {
      return answer;
    }
    var round = ((Opened.Round) opened).round();
    var entry =
        ApplicationViews.of(round.resource()).history().stream()
            .filter(one -> one.id() == historyId)
            .findFirst();
    if (entry.isEmpty()) {
      return new SyncAnswer.Refused(
          Problem.user(
              "application.no-history-entry",
              "There is no entry " + historyId + " in the history of " + name + ".",
              Where.of("Application " + name),
              "Choose one of those that 'luffy history' lists."));
    }
    var id = id();
    var revisions = OperationTargets.hex(entry.get().revisions());
    var operation = Operations.rollback(round.spec, historyId, revisions, by.name(), prune, id);
    return ask(round, operation, by, roles, id, false);
  }

  /** Whether an operation may be put on an application now. */
  private sealed interface Opened {
    record Round(io.openluffy.application.reconcile.Round round) implements Opened {}

    record Not(SyncAnswer answer) implements Opened {}
  }

  private Opened open(ApplicationName name) {
    var resource = resources.read(name);
    if (resource.isEmpty()) {
      return new Opened.Not(new SyncAnswer.NoSuchApplication(name));
    }
    return switch (guard.check(name, resource.get())) {
      case Guard.Answer.Ours(var spec, var objects) -> open(name, spec, objects, resource.get());
      case Guard.Answer.Leaving _ -> new Opened.Not(new SyncAnswer.Refused(deleting(name)));
      case Guard.Answer.Wrong(var problems) ->
          new Opened.Not(new SyncAnswer.Refused(problems.getFirst()));
      case Guard.Answer.Theirs(var problem) -> new Opened.Not(new SyncAnswer.Refused(problem));
    };
  }

  private Opened open(
      ApplicationName name, ApplicationSpec spec, LiveObjects objects, Manifest resource) {
    var state = ApplicationResources.state(resource);
    if (ApplicationResources.operation(resource).isPresent()) {
      return new Opened.Not(
          state
              .filter(one -> !(one instanceof OperationState.Ended))
              .<SyncAnswer>map(one -> new SyncAnswer.Busy(ApplicationViews.operation(one)))
              .orElseGet(() -> new SyncAnswer.Refused(waiting(name))));
    }
    return new Opened.Round(new Round(name, spec, objects, time, resources, resource));
  }

  private static Problem deleting(ApplicationName name) {
    return Problem.user(
        "application.deleting",
        "The application is being deleted.",
        Where.of("Application " + name),
        "");
  }

  private static Problem waiting(ApplicationName name) {
    return Problem.user(
        "application.operation-waiting",
        "Another operation is about to begin.",
        Where.of("Application " + name),
        "Wait for its end, or terminate it.");
  }

  /** Asks the gate at the door, so that a refusal is heard at once; then records the operation. */
  private SyncAnswer ask(
      Round round, ObjectNode json, Actor by, Set<String> roles, String id, boolean dryRun) {
    var operation = io.openluffy.application.sync.OperationJson.operation(json);
    if (!dryRun) {
      try {
        var aim = operationTargets.of(round, operation, List.of(), Optional.empty());
        var kind =
            operation.kind() == OperationKind.ROLLBACK
                ? OperationKind.ROLLBACK
                : OperationKind.SYNC;
        var request =
            new OperationRequest(
                kind, by, roles, String.join(",", aim.revisions()), aim.target().id());
        if (gate.ask(round.name, request) instanceof GateAnswer.Refused(var problem)) {
          return new SyncAnswer.Refused(problem);
        }
      } catch (ProblemException e) {
        return new SyncAnswer.Refused(e.problem());
      }
    }
    records.request(new RequestRow(id, round.name.toString(), by, roles, time.instant()));
    var patch = JsonNodeFactory.instance.objectNode();
    patch.set("operation", json);
    patch.putObject("metadata").put("resourceVersion", round.resource().resourceVersion());
    try {
      resources.patch(round.name, patch);
    } catch (ProblemException e) {
      if (KubeProblems.is(e, KubeProblems.CONFLICT)) {
        return resend(round.name, json);
      }
      throw e;
    }
    enqueue.accept(round.name);
    return new SyncAnswer.Started();
  }

  /** The resource changed meanwhile: only another operation would be in the way. */
  private SyncAnswer resend(ApplicationName name, ObjectNode json) {
    for (int attempt = 0; attempt < 5; attempt++) {
      var opened = open(name);
      if (opened instanceof Opened.Not(var answer)) {
        return answer;
      }
      var patch = JsonNodeFactory.instance.objectNode();
      patch.set("operation", json);
      var version = ((Opened.Round) opened).round().resource().resourceVersion();
      patch.putObject("metadata").put("resourceVersion", version);
      try {
        resources.patch(name, patch);
        enqueue.accept(name);
        return new SyncAnswer.Started();
      } catch (ProblemException e) {
        if (!KubeProblems.is(e, KubeProblems.CONFLICT)) {
          throw e;
        }
      }
    }
    return new SyncAnswer.Refused(waiting(name));
  }

  private String id() {
    var bytes = new byte[16];
    chance.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
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
  public RenderedDiff diff(ApplicationName name) {
    var round = roundOf(name);
    var revisions = targets.resolve(round.spec, Fetching.NONE, List.of());
    var target = targets.of(name, round.spec, revisions, round.objects.cluster(), false);
    round.objects.follow(target.objects().stream().map(Manifest::gvk).distinct().toList());
    var compared = comparer.compare(name, round.spec, target, round.objects);
    var objects = compared.objects().stream().map(one -> diff(one, round)).toList();
    return new RenderedDiff(
        name, target.id(), String.join(",", OperationTargets.hex(revisions)), objects);
  }

  private ObjectDiff diff(ObjectState state, Round round) {
    var predicted =
        state.desired().isPresent() && state.live().isPresent() && state.outOfSync()
            ? comparer
                .predicted(state.desired().get(), state.live().get(), round.objects.cluster())
                .or(state::desired)
            : state.desired().isPresent() && state.live().isPresent()
                ? state.live()
                : state.desired();
    var pair =
        SecretMask.mask(
            predicted.map(NormaliseRules::comparable),
            state.live().map(NormaliseRules::comparable));
    return new ObjectDiff(
        state.key(), pair.second(), pair.first(), state.outOfSync(), state.hook());
  }

  private Round roundOf(ApplicationName name) {
    var resource = resources.find(name).orElseThrow(() -> missing(name).asException());
    return switch (guard.look(name, resource)) {
      case Guard.Answer.Ours(var spec, var objects) ->
          new Round(name, spec, objects, time, resources, resource);
      case Guard.Answer.Leaving _ -> throw deleting(name).asException();
      case Guard.Answer.Wrong(var problems) -> throw problems.getFirst().asException();
      case Guard.Answer.Theirs(var problem) -> throw problem.asException();
    };
  }

  private static Problem missing(ApplicationName name) {
    return Problem.user(
        "application.not-found",
        "There is no application " + name + ".",
        Where.of("Application " + name),
        "");
  }

  @Override
  public List<Manifest> manifests(ApplicationName name, Optional<String> revision) {
    var round = roundOf(name);
    var revisions =
        targets.resolve(round.spec, Fetching.NONE, revision.map(List::of).orElse(List.of()));
    return targets
        .of(name, round.spec, revisions, round.objects.cluster(), false)
        .objects()
        .stream()
        .map(SecretMask::mask)
        .toList();
  }

  @Override
  public ResourceTree tree(ApplicationName name) {
    var round = roundOf(name);
    var kinds = new HashSet<>(records.of(name).kindsInUse());
    ApplicationViews.of(round.resource()).resources().forEach(one -> kinds.add(kind(one)));
    kinds.addAll(Children.of(kinds));
    round.objects.follow(kinds);
    return Trees.of(name, round.objects);
  }

  private static GroupVersionKind kind(ResourceView one) {
    return new GroupVersionKind(one.key().group(), one.version(), one.key().kind());
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
