package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ConditionView;
import io.openluffy.application.reconcile.AutoSyncRules.Decision;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.application.sync.OperationState;
import io.openluffy.kernel.FaultPoints;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Puts all that one round has found out into the status of its application. */
final class Settlement {
  private final Records records;
  private final Comparer comparer;
  private final Decisions decisions;

  Settlement(Records records, Comparer comparer, Decisions decisions) {
    this.records = records;
    this.comparer = comparer;
    this.decisions = decisions;
  }

  /**
   * What is to be written, and what is to be done next.
   *
   * @param status as it will be; a newer revision alone is not written
   * @param more changes of the resource beside its status
   * @param compared empty when git is not known
   */
  record Picture(
      ObjectNode status, ObjectNode more, Optional<Compared> compared, Decision decision) {}

  /**
   * @param refreshed whether somebody asked for it, and is to see that it was done
   */
  Picture of(
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
    var compared =
        git.known()
            .map(one -> comparer.compare(round.name, round.spec, one.target(), round.objects))
            .map(
                one -> NamespaceLabels.isSynced(round.spec, status.json()) ? one : one.outOfSync());
    Decision decision = new Decision.Nothing();
    if (compared.isPresent()) {
      var known = git.known().orElseThrow();
      status.compared(round.spec, known.revisions(), compared.get());
      conditions.addAll(compared.get().conditions());
      var last = advanced.map(OperationRunner.Advanced::state).or(round::state);
      decision = decisions.of(round, known, compared.get(), last);
    } else {
      status.syncUnknown();
    }
    if (decision instanceof Decision.Blocked(var message)) {
      conditions.add(new ConditionView(ConditionView.SYNC_ERROR, message, round.now));
    }
    if (git.heard() && round.resource().annotation(ApplicationResources.REFRESH).isPresent()) {
      more.setAll(ApplicationResources.annotation(ApplicationResources.REFRESH, Optional.empty()));
    }
    if (git.problem().isEmpty()) {
      git.known().ifPresent(one -> holdForHooks(round, one, more));
    }
    status.conditions(conditions);
    var shown = round.resource().at("/status");
    var unmoved = status.atRevisionOf(shown);
    return refreshed || !MergeDiff.same(unmoved, shown)
        ? new Picture(status.reconciled().json(), more, compared, decision)
        : new Picture(unmoved, more, compared, decision);
  }

  private static void holdForHooks(Round round, Known known, ObjectNode more) {
    var present = ApplicationResources.finalizers(round.resource());
    DeleteHookFinalizers.wanted(present, known.target())
        .ifPresent(
            wanted -> {
              var metadata = more.withObject("/metadata");
              // Another finalizer may come meanwhile; it must not be lost.
              metadata.put("resourceVersion", round.resource().resourceVersion());
              wanted.forEach(metadata.putArray("finalizers")::add);
            });
  }

  /** Writes down the end of an operation: its state, and the history when it succeeded. */
  private void conclude(
      Round round, OperationRunner.Advanced advanced, StatusJson status, ObjectNode more) {
    status.operation(NamespaceLabels.noted(round.spec, OperationJson.write(advanced.state())));
    if (!(advanced.state() instanceof OperationState.Ended ended)) {
      return;
    }
    var progress = ended.progress();
    var operation = progress.operation();
    if (!round.intends()) {
      more.putNull("operation");
    }
    if (advanced.synced().isPresent() && operation.isRecorded()) {
      var aim = advanced.synced().get();
      int limit = round.spec.revisionHistoryLimit();
      long id =
          status.deployed(
              round.spec, operation.json(), aim.revisions(), progress.startedAt(), limit);
      records.deployed(round.name, id, aim.revisions(), aim.target(), limit);
      FaultPoints.at("application.deployed-recorded");
    }
    records.ended(
        operation.request(),
        Records.fact(
            "application.sync-ended",
            round.name,
            Map.of("phase", ended.phase().text(), "kind", operation.kind().name())));
  }
}
