package io.openluffy.git.webhook;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Transaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Which deliveries were taken: those of the last days, and never more than a fixed number. */
final class SeenDeliveries {
  static final int MOST = 5_000;
  private static final int TIDY_EVERY = 500;
  private static final Duration KEPT = Duration.ofDays(3);

  private final Store store;
  private final InstantSource clock;
  private final AtomicInteger taken = new AtomicInteger();

  SeenDeliveries(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Ids are the host's; whatever they are, ours are short and plain. */
  static String id(Sender sender, String delivery) {
    var plain = delivery.replaceAll("[^A-Za-z0-9._-]", "_");
    var short_ = plain.length() > 100 ? plain.substring(0, 100) : plain;
    return sender.name().toLowerCase(Locale.ROOT) + ":" + short_;
  }

  boolean isFirst(Transaction transaction, String id) {
    if (transaction.find(SeenDelivery.TABLE, id).isPresent()) {
      return false;
    }
    transaction.put(SeenDelivery.TABLE, new SeenDelivery(id, clock.instant()));
    return true;
  }

  void tidy() {
    if (taken.incrementAndGet() % TIDY_EVERY != 0) {
      return;
    }
    store.update(
        Actor.OPENLUFFY,
        transaction -> {
          var oldest = clock.instant().minus(KEPT);
          var newestFirst =
              transaction.list(SeenDelivery.TABLE).stream()
                  .sorted(Comparator.comparing(SeenDelivery::at).reversed())
                  .toList();
          for (var i = 0; i < newestFirst.size(); i++) {
            if (i >= MOST || newestFirst.get(i).at().isBefore(oldest)) {
              transaction.delete(SeenDelivery.TABLE, newestFirst.get(i).id());
            }
          }
        });
  }
}
