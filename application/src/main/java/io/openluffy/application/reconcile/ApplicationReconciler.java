package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.reconcile.AutoSyncRules.Decision;
import io.openluffy.application.target.Fetching;
import io.openluffy.application.target.TargetSet;
import io.openluffy.application.target.Targets;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Reconciler;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
  private final OperationRunner runner;
  private final Settlement settlement;
  private final Decisions decisions;
  private final Refreshes refreshes;
  private final Deletion deletion;
  private final HealTimes heals;
  private final Neighbours neighbours;
  private final NewerRevisions newer;
  private final Consumer<ApplicationName> moved;
  private final InstantSource time;
  private final Map<ApplicationName, Known> known = new ConcurrentHashMap<>();
  private final Map<ApplicationName, Unusable> unusable = new ConcurrentHashMap<>();

  /** Git was heard, and nothing can be made of what it says until it says something else. */
  private record Unusable(JsonNode spec, Problem problem, Instant at) {}

  /**
   * @param moved told of an application whose revision is newer without any write
   */
  ApplicationReconciler(
      ApplicationSettings settings,
      ApplicationResources resources,
      Guard guard,
      Targets targets,
      Records records,
      OperationRunner runner,
      Settlement settlement,
      Decisions decisions,
      Refreshes refreshes,
      Deletion deletion,
      HealTimes heals,
      Neighbours neighbours,
      NewerRevisions newer,
      Consumer<ApplicationName> moved,
      InstantSource time) {
    this.settings = settings;
    this.resources = resources;
    this.guard = guard;
    this.targets = targets;
    this.records = records;
    this.runner = runner;
    this.settlement = settlement;
    this.decisions = decisions;
    this.refreshes = refreshes;
    this.deletion = deletion;
    this.heals = heals;
    this.neighbours = neighbours;
    this.newer = newer;
    this.moved = moved;
    this.time = time;
  }

  @Override
  public Outcome reconcile(ApplicationName name) {
    var noticed = heals.take(name);
    var found = resources.find(name);
    if (found.isEmpty()) {
      known.remove(name);
      unusable.remove(name);
      newer.forget(name);
      return Outcome.done();
    }
    var resource = found.get();
    if (resource.annotation(ApplicationResources.SKIP).orElse("").equals("true")) {
      return Outcome.done();
    }
    return switch (guard.check(name, resource)) {
      case Guard.Answer.Ours(var spec, var objects) ->
          round(new Round(name, spec, objects, time, resources, resource, noticed));
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
    boolean refreshed = asked.filter(one -> one != Refreshes.Level.RESOLVE).isPresent();
    var picture = settlement.of(round, git, advanced, refreshed && git.heard());
    var operation = operation(round, git, picture);
    if (operation.isEmpty()) {
      round.write(picture.status(), picture.more());
      git.known().ifPresent(one -> seen(round, one));
      return rest(git, picture.decision());
    }
    if (advanced.isPresent()) {
      round.write(picture.status(), picture.more());
      return start(round, git, operation.get(), ApplicationResources.status(round.resource()));
    }
    return start(round, git, operation.get(), picture.status());
  }

  /** The revision may be newer than what was worth writing. */
  private void seen(Round round, Known known) {
    var written = ApplicationViews.revision(round.resource());
    if (newer.note(round.name, written, known.revisions().getFirst())) {
      moved.accept(round.name);
    }
  }

  private Optional<Refreshes.Level> asked(Round round) {
    var annotation = round.resource().annotation(ApplicationResources.REFRESH);
    annotation.ifPresent(
        how ->
            refreshes.ask(
                round.name, how.equals("hard") ? Refreshes.Level.HARD : Refreshes.Level.FETCH));
    return refreshes.take(round.name);
  }

  private FromGit fromGit(Round round, Optional<Refreshes.Level> asked) {
    var before =
        Optional.ofNullable(known.get(round.name))
            .filter(one -> one.spec().equals(round.spec.json()));
    var failed =
        Optional.ofNullable(unusable.get(round.name))
            .filter(one -> one.spec().equals(round.spec.json()))
            .filter(one -> isFresh(one.at(), round));
    if (asked.isEmpty() && failed.isPresent()) {
      return new FromGit(Optional.empty(), failed.map(Unusable::problem));
    }
    if (asked.isEmpty() && before.filter(one -> isFresh(one.at(), round)).isPresent()) {
      return new FromGit(before, Optional.empty());
    }
    try {
      var now = known(round, asked, before);
      known.put(round.name, now);
      unusable.remove(round.name);
      return new FromGit(Optional.of(now), Optional.empty());
    } catch (ProblemException e) {
      return without(round, asked, before, e);
    }
  }

  private boolean isFresh(Instant at, Round round) {
    return at.plus(settings.resync()).isAfter(round.now);
  }

  private FromGit without(
      Round round,
      Optional<Refreshes.Level> asked,
      Optional<Known> before,
      ProblemException failure) {
    var problem = failure.problem();
    return switch (problem.blame()) {
      case BUG -> throw failure;
      case WORLD -> {
        asked.ifPresent(level -> refreshes.ask(round.name, level));
        yield new FromGit(before, Optional.of(problem));
      }
      case USER -> {
        known.remove(round.name);
        unusable.put(round.name, new Unusable(round.spec.json(), problem, round.now));
        yield new FromGit(Optional.empty(), Optional.of(problem));
      }
    };
  }

  private Known known(Round round, Optional<Refreshes.Level> asked, Optional<Known> before) {
    var fetching =
        asked
            .map(one -> one == Refreshes.Level.RESOLVE ? Fetching.NONE : Fetching.ALWAYS)
            .orElse(Fetching.UNLESS_RECENT);
    var revisions = targets.resolve(round.spec, fetching, List.of());
    var inputs = targets.inputs(round.name, round.spec, revisions, round.objects.cluster());
    boolean again = asked.filter(one -> one == Refreshes.Level.HARD).isPresent();
    var warnings = neighbours.warnings(round);
    var basis = inputs.id() + " " + warnings.stream().map(ConditionView::message).toList();
    var known = before.filter(one -> !again && one.basis().equals(basis));
    if (known.isPresent()) {
      return known.get().seenAgain(revisions, round.now);
    }
    var target = targets.of(inputs, again).with(warnings);
    // The same content stays the same object, so that it is not compared again.
    var same = before.map(Known::target).filter(one -> one.isSameAs(target));
    return new Known(round.spec.json(), revisions, basis, same.orElse(target), round.now);
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
    var picture = settlement.of(round, git, Optional.of(advanced), false);
    round.write(picture.status(), picture.more());
    return Outcome.waiting(
        "OperationRunning", advanced.state().progress().message(), advanced.next().orElseThrow());
  }

  private Optional<ObjectNode> operation(Round round, FromGit git, Settlement.Picture picture) {
    return switch (picture.decision()) {
      case Decision.Sync() -> Optional.of(decisions.wholeSync(round, git.known().orElseThrow()));
      case Decision.Heal(var attempt) ->
          Optional.of(
              decisions.heal(
                  round, git.known().orElseThrow(), picture.compared().orElseThrow(), attempt));
      case Decision.Later _, Decision.Blocked _, Decision.Nothing _ -> Optional.empty();
    };
  }

  private Outcome rest(FromGit git, Decision decision) {
    if (decision instanceof Decision.Later(var at)) {
      return Outcome.waiting("SelfHealBackoff", "Drift is healed again at " + at + ".", at);
    }
    if (git.problem().isPresent() && git.problem().get().blame() == Blame.WORLD) {
      throw git.problem().get().asException();
    }
    return Outcome.doneFor(settings.resync());
  }

  /** Begins at once; the operation stands on the resource, as if anybody had put it there. */
  private Outcome start(Round round, FromGit git, ObjectNode operation, ObjectNode status) {
    round.intend(operation, status, JsonNodeFactory.instance.objectNode());
    var advanced = runner.advance(round, git.known()).orElseThrow();
    if (advanced.next().isPresent()) {
      return running(round, git, advanced);
    }
    var picture = settlement.of(round, git, Optional.of(advanced), true);
    round.write(picture.status(), picture.more());
    return Outcome.waiting("Settling", "The operation has just ended.", round.now);
  }
}
