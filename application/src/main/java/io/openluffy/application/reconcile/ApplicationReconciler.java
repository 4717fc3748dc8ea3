package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.application.sync.OperationState;
import io.openluffy.application.target.TargetSet;
import io.openluffy.application.target.Targets;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The loop body of applications: what git wants, what the cluster has, what is to be done about the
 * difference, and how far that is.
 */
final class ApplicationReconciler implements Reconciler<ApplicationName> {
  private final ApplicationSettings settings;
  private final ApplicationResources resources;
  private final Guard guard;
  private final Targets targets;
  private final Records records;
  private final OperationTargets operationTargets;
  private final OperationRunner runner;
  private final Comparer comparer;
  private final Refreshes refreshes;
  private final Deletion deletion;
  private final InstantSource time;
  private final Map<ApplicationName, Known> known = new ConcurrentHashMap<>();

  ApplicationReconciler(
      ApplicationSettings settings,
      ApplicationResources resources,
      Guard guard,
      Targets targets,
      Records records,
      OperationTargets operationTargets,
      OperationRunner runner,
      Comparer comparer,
      Refreshes refreshes,
      Deletion deletion,
      InstantSource time) {
    this.settings = settings;
    this.resources = resources;
    this.guard = guard;
    this.targets = targets;
    this.records = records;
    this.operationTargets = operationTargets;
    this.runner = runner;
    this.comparer = comparer;
    this.refreshes = refreshes;
    this.deletion = deletion;
    this.time = time;
  }

  @Override
  public Outcome reconcile(ApplicationName name) {
    var found = resources.find(name);
    if (found.isEmpty()) {
      known.remove(name);
      return Outcome.done();
    }
    var resource = found.get();
    if (resource.annotation(ApplicationResources.SKIP).orElse("").equals("true")) {
      return Outcome.done();
    }
    return switch (guard.check(name, resource)) {
      case Guard.Answer.Ours(var spec, var objects) ->
          round(new Round(name, spec, objects, time, resources, resource));
      case Guard.Answer.Leaving(var spec) -> deletion.goOn(name, resource, spec);
      case Guard.Answer.Wrong(var problems) ->
          Refusals.invalid(resources, resource, problems, time.instant());
      case Guard.Answer.Theirs(var problem) ->
          Refusals.standAside(resources, resource, problem, time.instant());
    };
  }

  private Outcome round(Round round) {
    var asked = asked(round);
    var git = fromGit(round, asked);
    git.known().ifPresent(one -> follow(round, one.target()));
    var advanced = runner.advance(round, git.known());
    if (advanced.isPresent() && advanced.get().next().isPresent()) {
      return running(round, git, advanced.get());
    }
    var compared = settle(round, git, advanced, asked.isPresent());
    var decision =
        compared.map(one -> decide(round, git, one)).orElse(new AutoSyncRules.Decision.Nothing());
    return act(round, git, decision);
  }

  private Optional<Refreshes.Level> asked(Round round) {
    var annotation = round.resource().annotation(ApplicationResources.REFRESH);
    annotation.ifPresent(
        how ->
            refreshes.ask(
                round.name, how.equals("hard") ? Refreshes.Level.HARD : Refreshes.Level.FETCH));
    return refreshes.take(round.name);
  }

  /**
   * @param known what git wants; older knowledge when git is away
   * @param problem why it is not the newest
   */
  private record FromGit(Optional<Known> known, Optional<Problem> problem) {}

  private FromGit fromGit(Round round, Optional<Refreshes.Level> asked) {
    var before =
        Optional.ofNullable(known.get(round.name))
            .filter(one -> one.spec().equals(round.spec.json()));
    boolean stale =
        before.isEmpty() || !before.get().at().plus(settings.resync()).isAfter(round.now);
    if (asked.isEmpty() && !stale) {
      return new FromGit(before, Optional.empty());
    }
    try {
      var level = asked.orElse(Refreshes.Level.FETCH);
      var revisions = targets.resolve(round.spec, level != Refreshes.Level.RESOLVE, List.of());
      var target =
          targets.of(
              round.name,
              round.spec,
              revisions,
              round.objects.cluster(),
              level == Refreshes.Level.HARD);
      var now = new Known(round.spec.json(), revisions, target, round.now);
      known.put(round.name, now);
      return new FromGit(Optional.of(now), Optional.empty());
    } catch (ProblemException e) {
      if (e.problem().blame() == Blame.BUG) {
        throw e;
      }
      asked.ifPresent(level -> refreshes.ask(round.name, level));
      return new FromGit(
          e.problem().blame() == Blame.WORLD ? before : Optional.empty(), Optional.of(e.problem()));
    }
  }

  private void follow(Round round, TargetSet target) {
    var kinds = target.objects().stream().map(Manifest::gvk).collect(Collectors.toSet());
    records.kinds(round.name, kinds);
    var all = new HashSet<GroupVersionKind>(kinds);
    all.addAll(records.of(round.name).kindsInUse());
    all.addAll(Children.of(all));
    round.objects.follow(all);
  }

  private Outcome running(Round round, FromGit git, OperationRunner.Advanced advanced) {
    settle(round, git, Optional.of(advanced), false);
    return Outcome.waiting(
        "OperationRunning", advanced.state().progress().message(), advanced.next().orElseThrow());
  }

  /** Compares, and writes all that has become known in one go. */
  private Optional<Compared> settle(
      Round round, FromGit git, Optional<OperationRunner.Advanced> advanced, boolean refreshed) {
    var status = new StatusJson(round.resource(), round.now);
    var more = JsonNodeFactory.instance.objectNode();
    var conditions = new ArrayList<ConditionView>();
    advanced.ifPresent(one -> conclude(round, one, status, more));
    git.problem()
        .ifPresent(
            problem ->
                conditions.add(
                    new ConditionView(
                        ConditionView.COMPARISON_ERROR, problem.inWords(), round.now)));
    Optional<Compared> compared = Optional.empty();
    if (git.known().isPresent()) {
      var target = git.known().get();
      compared =
          Optional.of(comparer.compare(round.name, round.spec, target.target(), round.objects));
      status.compared(round.spec, target.revisions(), compared.get());
      conditions.addAll(compared.get().conditions());
      blocked(round, git, compared.get()).ifPresent(conditions::add);
    } else {
      status.syncUnknown();
    }
    if (git.problem().isEmpty()
        && round.resource().annotation(ApplicationResources.REFRESH).isPresent()) {
      more.setAll(ApplicationResources.annotation(ApplicationResources.REFRESH, Optional.empty()));
    }
    status.conditions(conditions);
    if (refreshed || !MergeDiff.same(status.json(), round.resource().at("/status"))) {
      status.reconciled();
    }
    round.write(status.json(), more);
    return compared;
  }

  private Optional<ConditionView> blocked(Round round, FromGit git, Compared compared) {
    return decide(round, git, compared) instanceof AutoSyncRules.Decision.Blocked(var message)
        ? Optional.of(new ConditionView(ConditionView.SYNC_ERROR, message, round.now))
        : Optional.empty();
  }

  /** Writes down the end of an operation: its state, and the history when it succeeded. */
  private void conclude(
      Round round, OperationRunner.Advanced advanced, StatusJson status, ObjectNode more) {
    status.operation(OperationJson.write(advanced.state()));
    if (!(advanced.state() instanceof OperationState.Ended ended)) {
      return;
    }
    var progress = ended.progress();
    var operation = progress.operation();
    more.putNull("operation");
    if (advanced.synced().isPresent() && operation.isRecorded()) {
      var aim = advanced.synced().get();
      int limit = round.spec.revisionHistoryLimit();
      long id =
          status.deployed(
              round.spec, operation.json(), aim.revisions(), progress.startedAt(), limit);
      records.deployed(round.name, id, aim.revisions(), aim.target(), limit);
      FaultPoints.at("application.deployed-recorded");
    }
    records.answered(operation.request());
    records.journal(
        Actor.OPENLUFFY,
        Records.fact(
            "application.sync-ended",
            round.name,
            Map.of("phase", ended.phase().text(), "kind", operation.kind().name())));
  }

  private AutoSyncRules.Decision decide(Round round, FromGit git, Compared compared) {
    var target = git.known().orElseThrow();
    boolean own = round.pin().isEmpty() && round.spec.syncPolicy().isAutomated();
    boolean heals =
        round.healsManually()
            || own
            || round
                .spec
                .syncPolicy()
                .automated()
                .filter(one -> one.enabled() && one.selfHeal())
                .isPresent();
    var drift = own || !heals ? Optional.of(compared) : drift(round);
    return AutoSyncRules.decide(
        new AutoSyncRules.Facts(
            round.spec,
            round.pin().isPresent(),
            round.healsManually(),
            compared,
            drift,
            target.target().id(),
            records.of(round.name).attempted(),
            OperationTargets.hex(target.revisions()),
            round.state()),
        round.now);
  }

  private Optional<Compared> drift(Round round) {
    return operationTargets
        .baseline(round)
        .map(aim -> comparer.compare(round.name, round.spec, aim.target(), round.objects));
  }

  private Outcome act(Round round, FromGit git, AutoSyncRules.Decision decision) {
    return switch (decision) {
      case AutoSyncRules.Decision.Sync() -> start(round, git, wholeSync(round, git));
      case AutoSyncRules.Decision.Heal(var attempt) -> start(round, git, heal(round, git, attempt));
      case AutoSyncRules.Decision.Later(var at) ->
          Outcome.waiting("SelfHealBackoff", "Drift is healed again at " + at + ".", at);
      case AutoSyncRules.Decision.Blocked _, AutoSyncRules.Decision.Nothing _ -> rest(git);
    };
  }

  private Outcome rest(FromGit git) {
    if (git.problem().isPresent() && git.problem().get().blame() == Blame.WORLD) {
      throw git.problem().get().asException();
    }
    return Outcome.doneFor(settings.resync());
  }

  /** Puts the operation on the resource as anybody would, and begins at once. */
  private Outcome start(Round round, FromGit git, ObjectNode operation) {
    var patch = JsonNodeFactory.instance.objectNode();
    patch.set("operation", operation);
    patch.putObject("metadata").put("resourceVersion", round.resource().resourceVersion());
    round.write((ObjectNode) statusOf(round), patch);
    FaultPoints.at("application.operation-set");
    var advanced = runner.advance(round, git.known()).orElseThrow();
    if (advanced.next().isPresent()) {
      return running(round, git, advanced);
    }
    settle(round, git, Optional.of(advanced), false);
    return Outcome.waiting("Settling", "The operation has just ended.", round.now);
  }

  private static com.fasterxml.jackson.databind.JsonNode statusOf(Round round) {
    var status = round.resource().at("/status");
    return status.isObject() ? status : JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode wholeSync(Round round, FromGit git) {
    var operation =
        Operations.automated(
            round.spec, OperationTargets.hex(git.known().orElseThrow().revisions()));
    round
        .spec
        .syncPolicy()
        .automated()
        .filter(one -> one.prune())
        .ifPresent(_ -> Operations.sync(operation).put("prune", true));
    return operation;
  }

  private ObjectNode heal(Round round, FromGit git, long attempt) {
    boolean own = round.pin().isEmpty() && round.spec.syncPolicy().isAutomated();
    var baseline = own ? Optional.<OperationTargets.Aim>empty() : operationTargets.baseline(round);
    var target = git.known().orElseThrow();
    var compared =
        comparer.compare(
            round.name,
            round.spec,
            baseline.map(OperationTargets.Aim::target).orElse(target.target()),
            round.objects);
    boolean prune =
        own && round.spec.syncPolicy().automated().filter(one -> one.prune()).isPresent();
    var differing =
        compared.objects().stream()
            .filter(one -> one.counts() && one.outOfSync() && (prune || !one.requiresPruning()))
            .map(ObjectState::key)
            .sorted()
            .toList();
    var revisions =
        baseline
            .map(OperationTargets.Aim::revisions)
            .orElse(OperationTargets.hex(target.revisions()));
    return Operations.heal(round.spec, revisions, differing, attempt, prune);
  }

  /** What is known of an application, for the doors. */
  Optional<Known> known(ApplicationName name) {
    return Optional.ofNullable(known.get(name));
  }
}
