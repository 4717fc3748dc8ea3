package io.openluffy.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The lines of an answer that goes on; more is asked for only when the last has been read. */
final class LineStream implements LogStream {
  private static final byte[] END = new byte[0];
  private static final int LONGEST_LINE = 64 * 1024 * 1024;

  private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private final AtomicReference<@Nullable AsyncBody> body = new AtomicReference<>();
  private boolean ended;

  void take(List<ByteBuffer> buffers, AsyncBody from) {
    for (var buffer : buffers) {
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      if (bytes.length > 0) {
        chunks.add(bytes);
      }
    }
    if (buffers.stream().noneMatch(one -> one.limit() > 0)) {
      from.consume();
    }
  }

  void of(AsyncBody answer) {
    body.set(answer);
    var _ = answer.done().whenComplete((_, _) -> chunks.add(END));
    answer.consume();
  }

  @Override
  public Optional<String> next() {
    return next(Duration.ofDays(365));
  }

  /** The next line; empty at the end, and when nothing at all has come for so long. */
  Optional<String> next(Duration silence) {
    while (lines.isEmpty() && !ended) {
      try {
        var chunk = chunks.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (chunk == null || chunk.length == 0) {
          ended = true;
          flush();
        } else {
          split(chunk);
          consumeMore();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        ended = true;
      }
    }
    return Optional.ofNullable(lines.poll());
  }

  private void consumeMore() {
    var answer = body.get();
    if (answer != null) {
      answer.consume();
    }
  }

  private void split(byte[] chunk) {
    for (byte one : chunk) {
      if (one == '\n') {
        flush();
      } else if (rest.size() < LONGEST_LINE) {
        rest.write(one);
      }
    }
  }

  private void flush() {
    if (rest.size() > 0) {
      lines.add(rest.toString(StandardCharsets.UTF_8));
      rest.reset();
    }
  }

  @Override
  public void close() {
    var answer = body.get();
    if (answer != null) {
      answer.cancel();
    }
    chunks.add(END);
  }
}
