package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.application.sync.OperationState;
import io.openluffy.application.sync.RunPhase;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says on the resource why an application is not worked on. */
final class Refusals {
  private Refusals() {}

  /** Says what is wrong with the spec; an operation ends with it. */
  static Outcome invalid(
      ApplicationResources resources, Manifest resource, List<Problem> problems, Instant now) {
    var conditions =
        problems.stream()
            .map(one -> new ConditionView(ConditionView.INVALID_SPEC, one.inWords(), now))
            .toList();
    var status = new StatusJson(resource, now).unknown().conditions(conditions);
    var more = JsonNodeFactory.instance.objectNode();
    var operation = ApplicationResources.operation(resource);
    if (operation.isPresent()) {
      var running = OperationState.Running.started(OperationJson.operation(operation.get()), now);
      var message = problems.getFirst().inWords();
      status.operation(OperationJson.write(running.end(RunPhase.ERROR, message, now)));
      more.putNull("operation");
    }
    resources.writeStatus(resource, status.json(), more);
    return Outcome.stalled(problems.getFirst());
  }

  /** Adds one condition, and leaves all else as Argo CD wrote it. */
  static Outcome standAside(
      ApplicationResources resources, Manifest resource, Problem problem, Instant now) {
    var conditions = new ArrayList<ConditionView>();
    for (var one : resource.at("/status/conditions")) {
      var type = one.path("type").asText();
      if (!type.equals(ConditionView.STANDS_ASIDE)) {
        conditions.add(new ConditionView(type, one.path("message").asText(), now));
      }
    }
    conditions.add(new ConditionView(ConditionView.STANDS_ASIDE, problem.inWords(), now));
    var status = new StatusJson(resource, now).conditions(conditions);
    resources.writeStatus(resource, status.json(), JsonNodeFactory.instance.objectNode());
    return Outcome.stalled(problem);
  }

  static Problem deleting(ApplicationName name) {
    return Problem.user(
        "application.deleting",
        "The application is being deleted.",
        Where.of("Application " + name),
        "");
  }
}
