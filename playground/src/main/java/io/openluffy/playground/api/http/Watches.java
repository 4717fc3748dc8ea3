package io.openluffy.playground.api.http;

import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.verbs.Verbs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers watches: what is there, then what changes, for as long as the client stays. */
final class Watches {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
  private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(60);
  private static final Duration BOOKMARK_BEFORE_END = Duration.ofSeconds(2);
  private static final int SHORTEST_SECONDS = 1_800;

  private final Verbs verbs;
  private final ObjectStore store;
  private final Shower shower;
  private final Lingering lingering;

  Watches(Verbs verbs, Shower shower, Lingering lingering) {
    this.lingering = lingering;
    this.verbs = verbs;
    this.store = verbs.around().store();
    this.shower = shower;
  }

  void watch(Call call) throws IOException {
    ListOptions.checkWatch(call.query());
    // Kubernetes waits for the version; a client of a server that was set back would, too, for
    // ever.
    Reads.checkNotInFuture(store, call);
    var selection = call.selection();
    var form = call.form();
    var out = call.exchange().stream("application/json");
    try (out) {
      var events = new WatchEvents(call, selection, form, shower, out);
      try {
        lingering.during(() -> follow(call, events));
      } catch (StatusException e) {
        events.error(e.status().toJson());
      }
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("type", call.target().type().qualifiedName()).log("Watcher left");
    }
  }

  private void follow(Call call, WatchEvents events) throws IOException, InterruptedException {
    var type = call.target().collection();
    var asked = call.query().number("resourceVersion").orElse(0);
    var initial = call.query().flag("sendInitialEvents");
    var bookmarks = call.query().flag("allowWatchBookmarks");
    var from = asked;
    if (asked == 0 || initial) {
      var hidden = call.query().values().containsKey("sendInitialEvents") && !initial;
      var listing = store.listing(type, call.target().namespace());
      store.awaitDurable(listing.version(), Duration.ofSeconds(30));
      if (!hidden) {
        events.added(listing.objects());
      }
      from = listing.version();
      if (bookmarks && !hidden) {
        events.bookmark(from, true);
      }
    }
    var feed = store.feed(type, from);
    events.flush();
    var clock = verbs.around().clock();
    var end = clock.instant().plusSeconds(seconds(call));
    var bookmarkAt = bookmarks ? nextBookmark(clock.instant(), end) : end;
    while (clock.instant().isBefore(end)) {
      events.changed(feed.next(until(clock.instant(), bookmarkAt)));
      if (!clock.instant().isBefore(bookmarkAt) && bookmarkAt.isBefore(end)) {
        events.bookmark(feed.position(), false);
        bookmarkAt = nextBookmark(clock.instant(), end);
      }
    }
  }

  /** Every minute, and a last one shortly before the end; the end itself when there is none. */
  private static Instant nextBookmark(Instant now, Instant end) {
    var usual = now.plus(BOOKMARK_EVERY);
    var last = end.minus(BOOKMARK_BEFORE_END);
    var next = usual.isBefore(last) ? usual : last;
    return next.isAfter(now) ? next : end;
  }

  private static Duration until(Instant now, Instant then) {
    var rest = Duration.between(now, then);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /**
   * What the client asked for, or between half an hour and an hour, so that not all end at once.
   */
  private long seconds(Call call) {
    var asked = call.query().number("timeoutSeconds").orElse(0);
    return asked > 0 ? asked : SHORTEST_SECONDS + verbs.around().random().nextInt(SHORTEST_SECONDS);
  }
}
