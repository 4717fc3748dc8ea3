package io.openluffy.application;

import io.openluffy.kube.ResourceKey;

/**
 * What an operation did with one object.
 *
 * @param status Synced, SyncFailed, Pruned, PruneSkipped
 * @param phase of the sync: PreSync, Sync, PostSync, SyncFail
 * @param hookPhase Running, Succeeded, Failed, Error; empty when nothing is known
 */
public record ResourceResultView(
    ResourceKey key, String status, String message, String phase, String hookPhase) {}
