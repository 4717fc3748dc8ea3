package io.openluffy.git.webhook;

import io.openluffy.kernel.store.Table;
import java.time.Instant;

/** A delivery that was taken, so that a second one of the same id changes nothing. */
record SeenDelivery(String id, Instant at) {
  static final Table<SeenDelivery> TABLE =
      new Table<>("webhook_delivery", SeenDelivery.class, SeenDelivery::id);
}
