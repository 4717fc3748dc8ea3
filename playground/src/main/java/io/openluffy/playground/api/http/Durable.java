package io.openluffy.playground.api.http;

import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.store.ObjectStore;
import java.time.Duration;
import java.util.List;

/** Nobody outside hears of a state that a kill could take back. */
record Durable(ObjectStore store) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  void await(long version) {
    if (!store.awaitDurable(version, PATIENCE)) {
      throw ApiStatus.of(
              504,
              "Timeout",
              "Timeout: the playground's storage did not answer within %d s; a write may still"
                      .formatted(PATIENCE.toSeconds())
                  + " happen. See the server's log.",
              new Details("", "", "", "", List.of(), 1))
          .asException();
    }
  }
}
