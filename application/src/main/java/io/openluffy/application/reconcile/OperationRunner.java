package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationKind;
import io.openluffy.application.sync.ObjectWriter;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.application.sync.OperationState;
import io.openluffy.application.sync.Permits;
import io.openluffy.application.sync.RunPhase;
import io.openluffy.application.sync.StepAnswer;
import io.openluffy.application.sync.SyncOptionRules;
import io.openluffy.application.sync.SyncStep;
import io.openluffy.kernel.Blame;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kube.Manifest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Carries an operation on, from {@code .operation} to its end, one step at a time. */
final class OperationRunner {
  private static final String OVERTAKEN = " Overtaken by a newer state of git.";

  private final ApplicationSettings settings;
  private final OperationGate gate;
  private final OperationStart beginning;
  private final OperationTargets targets;
  private final Records records;
  private final Comparer comparer;
  private final Projects projects;
  private final Neighbours neighbours;
  private final SyncStep.Together together;
  private final HealTimes heals;
  private final Map<ApplicationName, Instant> pauses = new ConcurrentHashMap<>();
  private final Map<ApplicationName, Attempt> begun = new ConcurrentHashMap<>();

  /** One that is equal was let through by the gate: anybody may write the rest on the resource. */
  private record Attempt(Instant startedAt, long retries, String target, ObjectNode operation) {
    static Attempt of(OperationState.Running running, OperationTargets.Aim aim) {
      var progress = running.progress();
      return new Attempt(
          progress.startedAt(), progress.retries(), aim.target().id(), progress.operation().json());
    }
  }

  OperationRunner(
      ApplicationSettings settings,
      OperationGate gate,
      OperationTargets targets,
      Records records,
      Comparer comparer,
      Projects projects,
      Neighbours neighbours,
      HealTimes heals) {
    this.neighbours = neighbours;
    this.heals = heals;
    this.settings = settings;
    this.gate = gate;
    this.beginning = new OperationStart(gate, records);
    this.targets = targets;
    this.records = records;
    this.comparer = comparer;
    this.projects = projects;
    this.together = new Parallel(settings.parallel());
  }

  /**
   * @param next when it wants to be called again, without any event
   * @param synced what was brought about, if that has just been completed
   */
  record Advanced(
      OperationState state, Optional<Instant> next, Optional<OperationTargets.Aim> synced) {}

  /** Empty when there is nothing to be done. */
  Optional<Advanced> advance(Round round, Optional<Known> known) {
    var wanted = round.operation();
    var state = round.state();
    if (wanted.isEmpty()) {
      return state
          .filter(one -> !(one instanceof OperationState.Ended))
          .map(one -> terminated(round, one.progress(), known));
    }
    if (state.isEmpty() || state.get() instanceof OperationState.Ended) {
      return Optional.of(
          run(
              round,
              OperationState.Running.started(OperationJson.operation(wanted.get()), round.now),
              known));
    }
    return Optional.of(
        switch (state.get()) {
          case OperationState.Running running -> run(round, running, known);
          case OperationState.Retrying retrying -> retry(round, retrying, known);
          case OperationState.Terminating terminating ->
              terminated(round, terminating.progress(), known);
          case OperationState.Ended ended ->
              throw new IllegalStateException("ended " + ended.phase());
        });
  }

  private Advanced retry(Round round, OperationState.Retrying retrying, Optional<Known> known) {
    var operation = retrying.progress().operation();
    boolean newer =
        operation.kind() == OperationKind.AUTOMATED_SYNC
            && known
                .filter(one -> !one.target().id().equals(records.of(round.name).attempted()))
                .isPresent();
    if (newer) {
      var message = retrying.progress().message() + OVERTAKEN;
      return ended(round, retrying.overtaken(message, round.now), Optional.empty());
    }
    if (retrying.nextAt().isAfter(round.now)) {
      return new Advanced(retrying, Optional.of(retrying.nextAt()), Optional.empty());
    }
    return run(round, retrying.again(operation.retry().refresh()), known);
  }

  private Advanced run(Round round, OperationState.Running start, Optional<Known> known) {
    var paused = pauses.get(round.name);
    if (paused != null && paused.isAfter(round.now) && !start.progress().results().isEmpty()) {
      return new Advanced(start, Optional.of(paused), Optional.empty());
    }
    try {
      return carried(round, start, known);
    } catch (ProblemException e) {
      if (e.problem().blame() == Blame.BUG || round.lost()) {
        throw e;
      }
      return over(round, start, RunPhase.ERROR, e.problem().inWords(), Optional.empty());
    }
  }

  private Advanced carried(Round round, OperationState.Running start, Optional<Known> known) {
    var operation = start.progress().operation();
    var aim = targets.of(round, operation, start.progress().revisions(), known);
    var running = new OperationState.Running(start.progress().at(aim.revisions()));
    var attempt = Attempt.of(running, aim);
    boolean fresh = start.progress().results().isEmpty();
    if (fresh || !attempt.equals(begun.get(round.name))) {
      var refused = beginning.refusal(round, operation, aim);
      if (refused.isPresent()) {
        return ended(
            round,
            running.end(RunPhase.FAILED, refused.get(), round.meanwhile()),
            Optional.empty());
      }
    }
    // One that waits before its first act comes by here again and again.
    if (fresh && !attempt.equals(begun.get(round.name))) {
      beginning.record(round, running, aim);
      follow(round, aim);
      FaultPoints.at("application.sync-recorded");
    }
    begun.put(round.name, attempt);
    return steps(round, running, aim, known);
  }

  private void follow(Round round, OperationTargets.Aim aim) {
    var kinds = aim.target().objects().stream().map(Manifest::gvk).collect(Collectors.toSet());
    records.kinds(round.name, kinds);
    round.objects.follow(kinds);
  }

  /** Goes on as long as each step brings something new. */
  private Advanced steps(
      Round round, OperationState.Running start, OperationTargets.Aim aim, Optional<Known> known) {
    var running = start;
    while (true) {
      var answer = step(round, running, aim);
      measure(round, running, answer);
      if (answer.phase() != RunPhase.RUNNING) {
        return over(
            round,
            running.further(answer.results(), ""),
            answer.phase(),
            answer.message(),
            Optional.of(aim));
      }
      var before = running.progress();
      boolean applied = answer.results().size() > before.results().size();
      boolean further = applied || !answer.results().equals(before.results());
      running = running.further(answer.results(), answer.message());
      if (further || !answer.message().equals(before.message())) {
        round.record(running);
        FaultPoints.at("application.step-recorded");
      }
      if (applied && settings.wavePause().isPositive()) {
        pauses.put(round.name, round.now.plus(settings.wavePause()));
        return new Advanced(
            running, Optional.of(round.now.plus(settings.wavePause())), Optional.empty());
      }
      if (!further && isOvertaken(round, running, aim, known)) {
        var progress = running.progress();
        return terminated(round, progress, known, progress.message() + OVERTAKEN);
      }
      if (!further) {
        return new Advanced(
            running, Optional.of(round.now.plus(settings.operationPoll())), Optional.empty());
      }
    }
  }

  /**
   * One that only waits would keep a newer state of git waiting for ever, should it never get
   * further. What somebody has approved is brought to its end.
   */
  private boolean isOvertaken(
      Round round,
      OperationState.Running running,
      OperationTargets.Aim aim,
      Optional<Known> known) {
    return running.progress().operation().kind() == OperationKind.AUTOMATED_SYNC
        && round.pin().isEmpty()
        && known.filter(one -> !one.target().id().equals(aim.target().id())).isPresent()
        && !HookWork.hasBegun(running.progress(), round.objects)
        && !gate.guarded().contains(round.name);
  }

  private void measure(Round round, OperationState.Running before, StepAnswer answer) {
    if (before.progress().operation().kind() == OperationKind.SELF_HEAL
        && before.progress().results().isEmpty()
        && answer.phase() == RunPhase.SUCCEEDED) {
      round.noticed().ifPresent(heals::healed);
    }
  }

  private StepAnswer step(Round round, OperationState.Running running, OperationTargets.Aim aim) {
    follow(round, aim);
    var compared = comparer.compare(round.name, round.spec, aim.target(), round.objects);
    var input = SyncInputs.of(round, running, aim.target(), compared);
    if (SyncOptionRules.has(input.options(), "FailOnSharedResource=true")) {
      var shared =
          compared.conditions().stream()
              .filter(one -> one.type().equals(ConditionView.SHARED_RESOURCE))
              .findFirst();
      if (shared.isPresent()) {
        return new StepAnswer(
            RunPhase.FAILED,
            "Shared resource found: " + shared.get().message(),
            running.progress().results());
      }
    }
    var cluster = round.objects.cluster();
    var live = compared.live();
    var refused =
        Permits.check(
            input,
            running.progress().results(),
            object ->
                projects
                    .refusal(round.spec, aim.target(), object, cluster)
                    .or(
                        () ->
                            neighbours.refusal(
                                round.name, Optional.ofNullable(live.get(object.key())))));
    if (refused.isPresent()) {
      return refused.get();
    }
    return new SyncStep(
            writer(round),
            object -> Comparer.health(Optional.of(object)),
            together,
            input,
            running.progress().results())
        .run(
            target ->
                comparer.tried(
                    target,
                    Optional.ofNullable(live.get(target.key())),
                    round.spec.ignoreDifferences(),
                    cluster));
  }

  private static ObjectWriter writer(Round round) {
    return new ObjectWriter(round.objects.cluster(), round.objects::observed);
  }

  private Advanced over(
      Round round,
      OperationState.Running running,
      RunPhase phase,
      String message,
      Optional<OperationTargets.Aim> aim) {
    if (phase == RunPhase.SUCCEEDED) {
      return ended(round, running.end(phase, message, round.meanwhile()), aim);
    }
    var next = running.failed(phase, message, round.meanwhile());
    return switch (next) {
      case OperationState.Retrying retrying -> {
        round.record(retrying);
        yield new Advanced(retrying, Optional.of(retrying.nextAt()), Optional.empty());
      }
      case OperationState.Ended ended -> ended(round, ended, Optional.empty());
      case OperationState.Running _, OperationState.Terminating _ ->
          throw new IllegalStateException("A failed attempt is over");
    };
  }

  private Advanced terminated(
      Round round, OperationState.Progress progress, Optional<Known> known) {
    return terminated(round, progress, known, "");
  }

  private Advanced terminated(
      Round round, OperationState.Progress progress, Optional<Known> known, String reason) {
    var terminating = new OperationState.Terminating(progress);
    var answer = new StepAnswer(RunPhase.FAILED, "Operation terminated", progress.results());
    if (!progress.results().isEmpty()) {
      var aim = targets.of(round, progress.operation(), progress.revisions(), known);
      var compared = comparer.compare(round.name, round.spec, aim.target(), round.objects);
      var input = SyncInputs.of(round, terminating, aim.target(), compared);
      answer =
          new SyncStep(
                  writer(round),
                  object -> Comparer.health(Optional.of(object)),
                  together,
                  input,
                  progress.results())
              .terminate();
    }
    return ended(
        round,
        terminating.end(
            answer.results(), reason.isEmpty() ? answer.message() : reason, round.meanwhile()),
        Optional.empty());
  }

  private Advanced ended(
      Round round, OperationState.Ended ended, Optional<OperationTargets.Aim> synced) {
    pauses.remove(round.name);
    begun.remove(round.name);
    FaultPoints.at("application.sync-ended");
    return new Advanced(ended, Optional.empty(), synced);
  }
}
