package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.GateAnswer;
import io.openluffy.application.OperationGate;
import io.openluffy.application.OperationKind;
import io.openluffy.application.OperationRequest;
import io.openluffy.application.Pin;
import io.openluffy.application.sync.Operation;
import io.openluffy.application.sync.OperationState;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.store.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The beginning of an operation: asked about at the gate, then recorded, then done. */
final class OperationStart {
  private final OperationGate gate;
  private final Records records;

  OperationStart(OperationGate gate, Records records) {
    this.gate = gate;
    this.records = records;
  }

  /** Why it may not begin; empty when it may. */
  Optional<String> refusal(Round round, Operation operation, OperationTargets.Aim aim) {
    var row = operation.request().flatMap(id -> records.request(round.name, id));
    var request =
        new OperationRequest(
            OperationTargets.kind(round, operation),
            by(operation, row),
            row.map(RequestRow::roles).orElse(Set.of()),
            String.join(",", aim.revisions()),
            aim.target().id());
    return switch (gate.ask(round.name, request)) {
      case GateAnswer.Allowed() -> Optional.empty();
      case GateAnswer.Refused(var problem) -> Optional.of(problem.inWords());
    };
  }

  /** A name on the resource proves nothing: without a request of ours it was somebody's kubectl. */
  private static Actor by(Operation operation, Optional<RequestRow> row) {
    if (row.isPresent()) {
      return row.get().by();
    }
    return operation.automated() ? Actor.OPENLUFFY : new Actor("kubectl", Door.KUBECTL);
  }

  /**
   * Records what is about to be done; after this it is done even if we die now. A heal that dies is
   * simply decided anew, so only the journal needs to know of it.
   */
  void record(Round round, OperationState.Running running, OperationTargets.Aim aim) {
    var operation = running.progress().operation();
    var actor = by(operation, operation.request().flatMap(id -> records.request(round.name, id)));
    var details = details(operation, aim);
    if (operation.kind() == OperationKind.SELF_HEAL) {
      records.journal(actor, Records.fact("application.heal-started", round.name, details));
    } else {
      round.record(running, pinning(round, operation, aim, actor));
      FaultPoints.at("application.operation-set");
      var fact = Records.fact("application.sync-started", round.name, details);
      records.attempt(round.name, aim.target(), actor, fact);
    }
  }

  private static Map<String, Object> details(Operation operation, OperationTargets.Aim aim) {
    var details = new LinkedHashMap<String, Object>();
    details.put("kind", operation.kind().name());
    details.put("revision", String.join(",", aim.revisions()));
    details.put("target", aim.target().id());
    return details;
  }

  /** A rollback holds the application where it goes; a sync by a person lets it go again. */
  private static ObjectNode pinning(
      Round round, Operation operation, OperationTargets.Aim aim, Actor actor) {
    if (operation.dryRun() || operation.automated()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (operation.kind() == OperationKind.ROLLBACK) {
      var pin =
          new Pin(
              operation.historyId().orElse(0L),
              String.join(",", aim.revisions()),
              actor.name(),
              round.now);
      return ApplicationResources.annotation(
          ApplicationResources.PINNED, Optional.of(Json.write(pin)));
    }
    return round.pin().isPresent()
        ? ApplicationResources.annotation(ApplicationResources.PINNED, Optional.empty())
        : JsonNodeFactory.instance.objectNode();
  }
}
