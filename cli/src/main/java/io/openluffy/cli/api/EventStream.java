package io.openluffy.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's event stream, for one who wants to know when a single thing may have changed. Where
 * it breaks off it goes on after the last row that came, for as long as a restart of the server may
 * take.
 */
public final class EventStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The server says something every ten seconds; after more than two of them it is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(25);

  private final Api api;
  private final String subject;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread reader;
  private volatile String last = "";
  private volatile long heard = System.nanoTime();
  private volatile @Nullable ApiException trouble;
  private volatile @Nullable ApiException failure;

  /**
   * Follows from now on.
   *
   * @param subject as the journal names it: {@code promotion/…}, {@code application/argocd/…}
   */
  public EventStream(Api api, String subject) {
    this.api = api;
    this.subject = subject;
    this.reader = Thread.ofVirtual().name("events").start(this::follow);
  }

  /**
   * Waits until the thing may have changed; that is also so when the stream begins, or begins anew.
   *
   * @return false when nothing came within the time
   */
  public boolean changed(Duration within) {
    try {
      var changed = news.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS);
      news.drainPermits();
      var failed = failure;
      if (failed != null) {
        throw failed;
      }
      if (isOver(heard, SILENCE)) {
        heard = System.nanoTime();
        reader.interrupt();
      }
      return changed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Api.interrupted();
    }
  }

  /** Why nothing is heard now, if it is so. */
  public Optional<ApiException> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void follow() {
    var lost = System.nanoTime();
    while (closed.getCount() > 0) {
      try (var lines = api.lines("/api/v1/events", headers())) {
        read(lines.iterator());
        lost = heard;
      } catch (UncheckedIOException e) {
        lost = heard;
      } catch (ApiException e) {
        trouble = e;
        if (!e.isPassing() || isOver(lost, PATIENCE)) {
          failure = e;
          news.release();
          return;
        }
      }
      pause();
    }
  }

  private Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", "text/event-stream");
    if (!last.isEmpty()) {
      headers.put("Last-Event-ID", last);
    }
    return headers;
  }

  /** Frames of {@code id: 42}, {@code event: fact} and {@code data: {…}}, each ended by a blank. */
  private void read(Iterator<String> lines) {
    var type = "";
    while (lines.hasNext()) {
      var line = lines.next();
      heard = System.nanoTime();
      trouble = null;
      if (line.startsWith("id: ")) {
        last = line.substring(4);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ") && concerns(type, line.substring(6))) {
        news.release();
      }
    }
  }

  private boolean concerns(String type, String data) {
    return switch (type) {
      case "hello", "reset" -> true;
      case "fact" -> json(data).path("about").asText().equals(subject);
      case "application" -> {
        var name = json(data);
        yield subject.equals(
            "application/" + name.path("namespace").asText() + "/" + name.path("name").asText());
      }
      default -> false;
    };
  }

  private static JsonNode json(String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean isOver(long since, Duration limit) {
    return System.nanoTime() - since > limit.toNanos();
  }

  /** An interruption ends a dead connection, or this; what is true is looked at in either case. */
  private void pause() {
    try {
      Thread.interrupted();
      closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // The loop looks whether it is to end.
    }
  }

  @Override
  public void close() {
    closed.countDown();
    reader.interrupt();
  }
}
