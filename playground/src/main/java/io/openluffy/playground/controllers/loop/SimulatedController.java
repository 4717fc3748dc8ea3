package io.openluffy.playground.controllers.loop;

import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Keeps objects of one kind as they should be. Called by one thread only. */
public interface SimulatedController {
  /** The objects to look at because of a change; asked for every change of any kind. */
  Collection<ObjectKey> affectedBy(Change change);

  /**
   * Looks at one object, which may be gone, and does what is due.
   *
   * @return when to look again without a change
   */
  Optional<Instant> reconcile(ObjectKey key, Instant now);
}
