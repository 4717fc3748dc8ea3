package io.openluffy.application.sync;

import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.Optional;

/**
 * One object in one phase and wave of a sync.
 *
 * @param target what is applied; empty: the live object is pruned
 * @param dryRun whether it takes part in the dry run before the sync
 */
public record SyncTask(
    SyncPhase phase,
    int wave,
    Optional<Manifest> target,
    Optional<Manifest> live,
    boolean hook,
    boolean dryRun) {

  public boolean prune() {
    return target.isEmpty();
  }

  public Manifest object() {
    return target.or(this::live).orElseThrow();
  }

  public ResourceKey key() {
    return object().key();
  }

  /** As messages name it: {@code hook batch/Job/migrate}, {@code /Pod/web}. */
  String inWords() {
    return (hook ? "hook " : "") + key().groupKindName();
  }

  SyncTask inWave(int other) {
    return new SyncTask(phase, other, target, live, hook, dryRun);
  }

  SyncTask in(SyncPhase otherPhase, int otherWave) {
    return new SyncTask(otherPhase, otherWave, target, live, hook, dryRun);
  }
}
