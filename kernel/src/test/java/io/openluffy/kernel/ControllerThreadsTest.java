package io.openluffy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ControllerThreadsTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private static <K> Controller<K> controller(Reconciler<K> reconciler, int concurrency) {
    var settings = ControllerSettings.DEFAULT.withConcurrency(concurrency);
    var registry = new SimpleMeterRegistry();
    return new Controller<>(
        "ships", reconciler, settings, CLOCK, new SplittableRandom(1), registry);
  }

  @Test
  void oneKeyIsWorkedOnByOneThreadAndNoEventIsLost() throws Exception {
    var inside = new ConcurrentHashMap<Integer, AtomicBoolean>();
    var overlaps = new AtomicInteger();
    var most = new AtomicInteger();
    var running = new AtomicInteger();
    var asked = new ConcurrentHashMap<Integer, Integer>();
    var seen = new ConcurrentHashMap<Integer, Integer>();
    try (var controller =
        ControllerThreadsTest.<Integer>controller(
            key -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              var mine = inside.computeIfAbsent(key, any -> new AtomicBoolean());
              if (!mine.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
              }
              seen.put(key, asked.get(key));
              Thread.onSpinWait();
              mine.set(false);
              running.decrementAndGet();
              return Outcome.done();
            },
            4)) {
      controller.start();
      var threads = new ArrayList<Thread>();
      for (var t = 0; t < 4; t++) {
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (var i = 0; i < 5_000; i++) {
                        asked.merge(i % 50, 1, Integer::sum);
                        controller.enqueue(i % 50);
                      }
                    }));
      }
      for (var thread : threads) {
        thread.join();
      }
      while (!seen.equals(asked)) {
        Thread.onSpinWait();
      }
    }

    assertThat(overlaps).hasValue(0);
    assertThat(most.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void aTimerWakesAtItsMoment() throws Exception {
    var rounds = new LinkedBlockingQueue<Instant>();
    try (var controller =
        controller(
            (String key) -> {
              rounds.add(CLOCK.instant());
              return Outcome.done();
            },
            1)) {
      controller.start();
      var at = CLOCK.instant().plusMillis(150);
      controller.enqueueAt("late", CLOCK.instant().plus(Duration.ofHours(1)));
      controller.enqueueAt("soon", at);

      var round = rounds.poll(10, TimeUnit.SECONDS);

      assertThat(round).isBetween(at, at.plusMillis(250));
    }
  }

  @Test
  void closingWaitsForRunningRoundsAndBeginsNoOther() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var ended = new AtomicInteger();
    var controller =
        controller(
            (String key) -> {
              begun.countDown();
              await(mayEnd);
              ended.incrementAndGet();
              return Outcome.done();
            },
            1);
    controller.start();
    controller.enqueue("merry");
    controller.enqueue("sunny");
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    var closing = Thread.ofVirtual().start(controller::close);
    mayEnd.countDown();
    closing.join();

    assertThat(ended.get()).isBetween(1, 2);
    var after = ended.get();
    controller.enqueue("third");
    assertThat(ended).hasValue(after);
  }

  @Test
  void aSlowKeyDelaysNoOther() throws Exception {
    var mayEnd = new CountDownLatch(1);
    var others = new CountDownLatch(100);
    try (var controller =
        controller(
            (String key) -> {
              if (key.equals("slow")) {
                await(mayEnd);
              }
              others.countDown();
              return Outcome.done();
            },
            2)) {
      controller.start();
      controller.enqueue("slow");
      for (var i = 0; i < 100; i++) {
        controller.enqueue("quick " + i);
      }
      assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
      mayEnd.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
