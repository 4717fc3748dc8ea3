package io.openluffy.playground.api.store;

import java.time.Duration;
import java.util.List;

/**
 * A reader of one collection's changes, at its own pace; it costs nothing while it does not read.
 */
public final class Feed {
  private final ObjectStore store;
  private final GroupResource type;
  private long position;

  Feed(ObjectStore store, GroupResource type, long after) {
    this.store = store;
    this.type = type;
    this.position = after;
  }

  /** Everything up to this version has been read. */
  public long position() {
    return position;
  }

  /**
   * The next changes that are stored for good; empty when none came in time.
   *
   * @throws io.openluffy.playground.api.status.StatusException 410 Expired when the reader was too
   *     slow and changes were forgotten
   */
  public List<Change> next(Duration atMost) throws InterruptedException {
    var shelf = store.shelf(type);
    shelf.await(position, atMost.toMillis());
    var upTo = store.durableVersion();
    var changes =
        shelf
            .history
            .between(position, upTo)
            .orElseThrow(() -> StoreErrors.tooOld(position, shelf.history.forgotten()));
    position = Math.max(position, upTo);
    return changes;
  }
}
