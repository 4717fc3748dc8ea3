package io.openluffy.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.InMemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventStreamTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final EventStream events = new EventStream(store.journal(), 5);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    events.close();
  }

  @Test
  void whoComesBackGetsWhatWasMissedAndNothingTwice() throws IOException {
    facts(5);

    events.write(3, out, pings(1));

    assertThat(said())
        .contains("event: hello", "id: 4\n", "id: 5\n")
        .doesNotContain("id: 3\n", "reset");
  }

  @Test
  void anIdThatIsNotOfThisJournalIsAReset() throws IOException {
    facts(5);

    events.write(900, out, pings(1));

    assertThat(said())
        .contains("id: 5\nevent: reset\ndata: {\"last\":5}")
        .doesNotContain("event: fact");
  }

  @Test
  void whatWasNeverAnIdIsAReset() throws IOException {
    facts(2);

    events.write(-1, out, pings(1));

    assertThat(said()).contains("event: reset").doesNotContain("event: fact");
  }

  @Test
  void whoMissedTooMuchStartsAnew() throws IOException {
    facts(EventStream.MOST_MISSED + 2);

    events.write(1, out, pings(1));

    assertThat(said()).contains("event: reset").doesNotContain("event: fact");
  }

  @Test
  void silenceIsBrokenByPingsAndTheStreamEndsWithTheSession() throws IOException {
    events.write(0, out, pings(3));

    assertThat(said().split("event: ping", -1)).hasSize(4);
    assertThat(events.clients()).isZero();
  }

  @Test
  void whoReadsTooSlowlyIsLetGoAndHoldsNothing() throws Exception {
    var stuck = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    events.write(0, blocking(stuck, go), () -> true);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    stuck.await();
    facts(1_500);
    for (int i = 0; i < 1_500; i++) {
      events.note("application", Map.of());
    }

    go.countDown();
    writer.join();

    assertThat(events.clients()).isZero();
  }

  /** Blocks at the first row or note. */
  private OutputStream blocking(CountDownLatch stuck, CountDownLatch go) {
    return new OutputStream() {
      @Override
      public void write(int one) {
        throw new IllegalStateException("whole messages are written");
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        stuck.countDown();
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };
  }

  /** Welcome until so many pings were due. */
  private static java.util.function.BooleanSupplier pings(int count) {
    var left = new AtomicInteger(count);
    return () -> left.getAndDecrement() > 0;
  }

  private void facts(int count) {
    store.update(
        Actor.OPENLUFFY,
        tx -> {
          for (int i = 0; i < count; i++) {
            tx.record(new Fact("test.happened", "test/" + i, Map.of()));
          }
        });
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
