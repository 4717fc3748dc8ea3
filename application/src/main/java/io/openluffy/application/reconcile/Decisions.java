package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.reconcile.AutoSyncRules.Decision;
import io.openluffy.application.sync.OperationState;
import java.util.Optional;

/**
 * Gathers what the rules of automated sync need to know, and makes the operation they decide on.
 */
final class Decisions {
  private final Records records;
  private final OperationTargets operationTargets;
  private final Comparer comparer;

  Decisions(Records records, OperationTargets operationTargets, Comparer comparer) {
    this.records = records;
    this.operationTargets = operationTargets;
    this.comparer = comparer;
  }

  Decision of(Round round, Known target, Compared compared, Optional<OperationState> last) {
    boolean heals =
        round.healsManually()
            || followsGit(round)
            || round
                .spec
                .syncPolicy()
                .automated()
                .filter(one -> one.enabled() && one.selfHeal())
                .isPresent();
    var drift = followsGit(round) || !heals ? Optional.of(compared) : drift(round);
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
            last),
        round.now);
  }

  /** Else it is healed to what was synced last, and git waits for a person. */
  private static boolean followsGit(Round round) {
    return round.pin().isEmpty() && round.spec.syncPolicy().isAutomated();
  }

  private Optional<Compared> drift(Round round) {
    return operationTargets
        .baseline(round)
        .map(aim -> comparer.compare(round.name, round.spec, aim.target(), round.objects));
  }

  ObjectNode wholeSync(Round round, Known target) {
    var operation = Operations.automated(round.spec, OperationTargets.hex(target.revisions()));
    if (prunes(round)) {
      Operations.sync(operation).put("prune", true);
    }
    return operation;
  }

  private static boolean prunes(Round round) {
    return round.spec.syncPolicy().automated().filter(one -> one.prune()).isPresent();
  }

  ObjectNode heal(Round round, Known target, Compared compared, long attempt) {
    boolean own = followsGit(round);
    boolean prune = own && prunes(round);
    var baseline = own ? Optional.<OperationTargets.Aim>empty() : operationTargets.baseline(round);
    var drift = own ? compared : drift(round).orElse(compared);
    var differing =
        drift.objects().stream()
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
}
