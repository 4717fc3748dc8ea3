package io.openluffy.promotion;

import io.openluffy.application.HistoryEntry;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.ReleaseId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules of rollbacks know of an environment.
 *
 * @param promotions into it
 * @param rollbacks of it
 * @param history of its Application
 * @param bad the marks of the releases of these promotions
 * @param irreversible releases of the pipeline that the present one came through
 */
record RollbackQuestion(
    Bound bound,
    List<Promotion> promotions,
    List<Rollback> rollbacks,
    List<HistoryEntry> history,
    Map<ReleaseId, BadMark> bad,
    List<Irreversible> irreversible) {
  RollbackQuestion {
    promotions = List.copyOf(promotions);
    rollbacks = List.copyOf(rollbacks);
    history = List.copyOf(history);
    bad = Map.copyOf(bad);
    irreversible = List.copyOf(irreversible);
  }

  boolean isProtected() {
    return bound.environment().approval().isPresent();
  }

  Optional<BadMark> bad(Promotion promotion) {
    return Optional.ofNullable(bad.get(promotion.release()));
  }

  Optional<HistoryEntry> entry(long id) {
    return history.stream().filter(entry -> entry.id() == id).findFirst();
  }
}
