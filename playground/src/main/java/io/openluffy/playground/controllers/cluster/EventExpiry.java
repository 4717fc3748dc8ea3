package io.openluffy.playground.controllers.cluster;

import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Removes events an hour after they were seen last, told of late or not. */
public final class EventExpiry implements SimulatedController {
  private static final Duration AGE = Duration.ofHours(1);

  private final World world;

  public EventExpiry(World world) {
    this.world = world;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    return change.key().type().equals(Kinds.EVENTS) ? List.of(change.key()) : List.of();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var event = world.get(key);
    if (event.isEmpty()) {
      return Optional.empty();
    }
    var created = Fields.created(event.get());
    var seen =
        Fields.time(event.get(), "/lastTimestamp")
            .or(() -> Fields.time(event.get(), "/eventTime"))
            .filter(created::isBefore)
            .orElse(created);
    var end = seen.plus(AGE);
    if (end.isAfter(now)) {
      return Optional.of(end);
    }
    world.client().delete(key, DeleteOptions.usual());
    return Optional.empty();
  }
}
