package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.GateAnswer;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationKind;
import io.openluffy.application.OperationRequest;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.application.sync.OperationState;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Puts what people ask for on an application as its operation, once the gate has let it pass. */
final class OperationDoor {
  private final ApplicationResources resources;
  private final Guard guard;
  private final OperationTargets operationTargets;
  private final Records records;
  private final OperationGate gate;
  private final Consumer<ApplicationName> enqueue;
  private final InstantSource time;
  private final RandomGenerator chance;

  OperationDoor(
      ApplicationResources resources,
      Guard guard,
      OperationTargets operationTargets,
      Records records,
      OperationGate gate,
      Consumer<ApplicationName> enqueue,
      InstantSource time,
      RandomGenerator chance) {
    this.resources = resources;
    this.guard = guard;
    this.operationTargets = operationTargets;
    this.records = records;
    this.gate = gate;
    this.enqueue = enqueue;
    this.time = time;
    this.chance = chance;
  }

  SyncAnswer sync(ApplicationName name, SyncRequest request) {
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

  SyncAnswer rollback(
      ApplicationName name, long historyId, Actor by, Set<String> roles, boolean prune) {
    var opened = open(name);
    if (opened instanceof Opened.Not(var answer)) {
      return answer;
    }
    var round = ((Opened.Round) opened).round();
    var entry =
        ApplicationViews.history(round.resource()).stream()
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
      case Guard.Answer.Leaving _ ->
          new Opened.Not(new SyncAnswer.Refused(Refusals.deleting(name)));
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

  private static Problem waiting(ApplicationName name) {
    return Problem.user(
        SyncAnswer.WAITING,
        "Another operation is about to begin.",
        Where.of("Application " + name),
        "Wait for its end, or terminate it.");
  }

  /** Asks the gate at the door, so that a refusal is heard at once; then records the operation. */
  private SyncAnswer ask(
      Round round, ObjectNode json, Actor by, Set<String> roles, String id, boolean dryRun) {
    var operation = OperationJson.operation(json);
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
}
