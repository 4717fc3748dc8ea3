package io.openluffy.application.reconcile;

import io.openluffy.application.HealthAnswer;
import io.openluffy.application.SyncStatus;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.Optional;

/**
 * One object of an application, compared.
 *
 * @param sync empty: it is not compared
 * @param counts whether its difference makes the application OutOfSync
 */
record ObjectState(
    ResourceKey key,
    Optional<Manifest> desired,
    Optional<Manifest> live,
    Optional<SyncStatus> sync,
    boolean hook,
    boolean counts,
    Optional<HealthAnswer> health) {

  boolean requiresPruning() {
    return desired.isEmpty() && sync.filter(one -> one == SyncStatus.OUT_OF_SYNC).isPresent();
  }

  boolean outOfSync() {
    return sync.filter(one -> one == SyncStatus.OUT_OF_SYNC).isPresent();
  }

  Manifest object() {
    return desired.or(() -> live).orElseThrow();
  }
}
