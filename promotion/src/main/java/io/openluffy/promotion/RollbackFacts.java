package io.openluffy.promotion;

import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Transaction;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Writes a rollback and its row of the journal. */
final class RollbackFacts {
  private RollbackFacts() {}

  static void put(PromotionLedger ledger, Transaction transaction, Rollback rollback) {
    var details = new LinkedHashMap<String, Object>();
    details.put("place", rollback.place().toString());
    details.put("to", rollback.to());
    rollback.leaving().ifPresent(id -> details.put("leaving", id.value()));
    rollback.policy().ifPresent(trouble -> details.put("policy", trouble.written()));
    rollback.forcedBecause().ifPresent(reason -> details.put("forcedBecause", reason));
    details.put("means", rollback.means().getClass().getSimpleName());
    if (rollback.state() instanceof RollbackState.Failed(var at, var problem)) {
      details.put("problem", problem.inWords());
    }
    if (rollback.state() instanceof RollbackState.Done(var at, var commit)) {
      commit.ifPresent(id -> details.put("commit", id.hex()));
    }
    rollback.waiting().ifPresent(wait -> details.put("waits", wait.message()));
    var word =
        rollback.waiting().isPresent()
            ? "wait-changed"
            : rollback.state().word().toLowerCase(Locale.ROOT);
    transaction.put(PromotionTables.ROLLBACK, rollback);
    transaction.record(new Fact("rollback." + word, "rollback/" + rollback.id(), details));
    transaction.afterCommit(() -> ledger.tell(new PromotionLedger.Change(rollback.place(), true)));
  }
}
