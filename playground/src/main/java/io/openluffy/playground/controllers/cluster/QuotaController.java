package io.openluffy.playground.controllers.cluster;

import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import io.openluffy.playground.types.rules.QuotaRules;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps what each ResourceQuota says is used. */
public final class QuotaController implements SimulatedController {
  private final World world;

  public QuotaController(World world) {
    this.world = world;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var namespace = change.key().namespace();
    return namespace.isEmpty()
        ? List.of()
        : world.list(Kinds.QUOTAS, namespace).stream()
            .map(quota -> Fields.key(Kinds.QUOTAS, quota))
            .toList();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    world
        .get(key)
        .ifPresent(
            quota ->
                world.setStatus(
                    quota,
                    QuotaRules.status(
                        quota, kind -> world.list(GroupResource.parse(kind), key.namespace()))));
    return Optional.empty();
  }
}
