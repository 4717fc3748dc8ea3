package io.openluffy.application;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kube.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A person or a promotion asks for a sync.
 *
 * @param roles of the caller, for the gate
 * @param revision another one than the application's own; refused while automated sync is on
 * @param resources only these; empty for all. A selection runs no hooks and writes no history
 * @param options such as {@code Replace=true}, beside those of the application
 */
public record SyncRequest(
    Actor by,
    Set<String> roles,
    Optional<String> revision,
    boolean prune,
    boolean dryRun,
    List<ResourceKey> resources,
    List<String> options) {
  public SyncRequest {
    roles = Set.copyOf(roles);
    resources = List.copyOf(resources);
    options = List.copyOf(options);
  }

  public static SyncRequest by(Actor actor, Set<String> roles) {
    return new SyncRequest(actor, roles, Optional.empty(), false, false, List.of(), List.of());
  }
}
