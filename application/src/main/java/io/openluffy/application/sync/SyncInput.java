package io.openluffy.application.sync;

import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a sync is planned from.
 *
 * @param targets desired objects, hooks among them
 * @param live what the cluster has of the application, hooks among them, and of every target
 * @param options of the operation: those of the application, or what was asked for
 * @param differing the objects that are out of sync
 * @param namespace an object to be made before all others, with CreateNamespace
 * @param pruneApproved when a person last approved deletions
 * @param marking puts the application's mark on a hook that gets its name only now
 */
public record SyncInput(
    Operation operation,
    Instant startedAt,
    String revision,
    List<Manifest> targets,
    Map<ResourceKey, Manifest> live,
    List<String> options,
    Set<ResourceKey> differing,
    Optional<Manifest> namespace,
    Optional<Instant> pruneApproved,
    UnaryOperator<Manifest> marking) {
  public SyncInput {
    targets = List.copyOf(targets);
    live = Map.copyOf(live);
    options = List.copyOf(options);
    differing = Set.copyOf(differing);
  }

  boolean has(String option) {
    return options.contains(option);
  }

  /** Live objects may stand in the cluster scope whatever namespace the manifest names. */
  Optional<Manifest> liveOf(ResourceKey key) {
    return Optional.ofNullable(live.get(key))
        .or(() -> Optional.ofNullable(live.get(key.withNamespace(""))));
  }
}
