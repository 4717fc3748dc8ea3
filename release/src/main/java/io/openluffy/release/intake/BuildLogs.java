package io.openluffy.release.intake;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.LogLine;
import io.openluffy.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Build logs: told line by line to those who follow, kept in chunks, never without bound. */
public final class BuildLogs {
  private static final int MOST_LINES = 10_000;
  private static final int LONGEST_LINE = 2_000;
  private static final int CHUNK = 200;
  private static final Duration LONGEST_UNSAVED = Duration.ofSeconds(1);

  private final Store store;
  private final InstantSource clock;
  private final Map<ReleaseId, Open> open = new ConcurrentHashMap<>();
  private final Map<ReleaseId, List<Consumer<LogLine>>> followers = new ConcurrentHashMap<>();

  public BuildLogs(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What is written and not yet kept. */
  private static final class Open {
    private final List<LogLine> unsaved = new ArrayList<>();
    private long last;
    private Instant savedAt;

    Open(long last, Instant now) {
      this.last = last;
      this.savedAt = now;
    }
  }

  void line(ReleaseId release, String image, String text) {
    var now = clock.instant();
    var log = open.computeIfAbsent(release, id -> new Open(lastKept(id), now));
    LogLine line;
    synchronized (log) {
      if (log.last >= MOST_LINES) {
        return;
      }
      log.last++;
      var shown =
          log.last == MOST_LINES ? "... the log is too long, the rest is left out" : cut(text);
      line = new LogLine(log.last, now, image, shown);
      log.unsaved.add(line);
      if (log.unsaved.size() >= CHUNK || now.isAfter(log.savedAt.plus(LONGEST_UNSAVED))) {
        save(release, log, now);
      }
    }
    followers.getOrDefault(release, List.of()).forEach(follower -> follower.accept(line));
  }

  private static String cut(String text) {
    var clean =
        text.replaceAll("\\x1b\\[[0-9;?]*[A-Za-z]|[\\x00-\\x08\\x0b-\\x1f]", "").stripTrailing();
    return clean.length() > LONGEST_LINE ? clean.substring(0, LONGEST_LINE) + "..." : clean;
  }

  /** Keeps what is not kept yet; after each step of a release. */
  void save(ReleaseId release) {
    var log = open.get(release);
    if (log != null) {
      synchronized (log) {
        save(release, log, clock.instant());
      }
    }
  }

  /** The release is finished: nothing more is written. */
  void close(ReleaseId release) {
    save(release);
    open.remove(release);
  }

  private void save(ReleaseId release, Open log, Instant now) {
    if (!log.unsaved.isEmpty()) {
      var chunk = new LogChunk(release, log.unsaved.getFirst().number(), log.unsaved);
      store.update(Actor.OPENLUFFY, transaction -> transaction.put(LogChunk.TABLE, chunk));
      log.unsaved.clear();
    }
    log.savedAt = now;
  }

  private long lastKept(ReleaseId release) {
    return store
        .read(transaction -> transaction.last(LogChunk.TABLE, "release", release.value(), 1))
        .stream()
        .mapToLong(chunk -> chunk.lines().getLast().number())
        .max()
        .orElse(0);
  }

  List<LogLine> lines(ReleaseId release, long after, int limit) {
    save(release);
    return store
        .read(transaction -> transaction.list(LogChunk.TABLE, "release", release.value()))
        .stream()
        .flatMap(chunk -> chunk.lines().stream())
        .filter(line -> line.number() > after)
        .limit(limit)
        .toList();
  }

  AutoCloseable follow(ReleaseId release, Consumer<LogLine> follower) {
    followers.computeIfAbsent(release, id -> new CopyOnWriteArrayList<>()).add(follower);
    return () ->
        followers.computeIfPresent(
            release,
            (id, list) -> {
              list.remove(follower);
              return list.isEmpty() ? null : list;
            });
  }
}
