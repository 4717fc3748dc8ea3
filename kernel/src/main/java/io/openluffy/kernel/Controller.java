package io.openluffy.kernel;

import io.micrometer.core.instrument.MeterRegistry;
import io.openluffy.kernel.ControllerMetrics.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rounds of a reconciler: a queue of keys, one thread per key at a time, and the one
 * interpreter of outcomes.
 *
 * <p>Once started it works on virtual threads until it is closed. Tests leave it unstarted and call
 * {@link #runDue()} after moving the clock.
 */
public final class Controller<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  /** The clock may jump while we wait for a timer; so long at most it goes unnoticed. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  private static final int MOST_ROUNDS_AT_ONCE = 100_000;

  private final String name;
  private final Reconciler<K> reconciler;
  private final ControllerSettings settings;
  private final InstantSource clock;
  private final RandomGenerator chance;
  private final ControllerMetrics metrics;
  private final List<BiConsumer<K, ConditionStatus>> listeners = new CopyOnWriteArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final KeyQueue<K> queue = new KeyQueue<>();
  private final Set<Thread> rounds = new HashSet<>();
  private boolean started;
  private boolean closed;

  public Controller(
      String name,
      Reconciler<K> reconciler,
      ControllerSettings settings,
      InstantSource clock,
      RandomGenerator chance,
      MeterRegistry registry) {
    this.name = name;
    this.reconciler = reconciler;
    this.settings = settings;
    this.clock = clock;
    this.chance = chance;
    metrics =
        new ControllerMetrics(
            registry, name, () -> locked(queue::waiting), () -> locked(queue::running));
  }

  /** Asks for a round as soon as possible; asking often before it begins brings one round. */
  public void enqueue(K key) {
    change(() -> queue.add(key, clock.instant()));
  }

  /** Asks for a round at a time, besides what its outcomes ask for. */
  public void enqueueAt(K key, Instant at) {
    change(() -> queue.addAt(key, at));
  }

  /** Lets go of what is known of a key whose object is gone; an event brings it back. */
  public void forget(K key) {
    change(() -> queue.forget(key));
  }

  public Optional<ConditionStatus> status(K key) {
    return locked(() -> queue.status(key));
  }

  /** Calls back after each round that changed what its key's status tells people. */
  public void onStatus(BiConsumer<K, ConditionStatus> listener) {
    listeners.add(listener);
  }

  public void start() {
    lock.lock();
    try {
      if (started || closed) {
        throw new IllegalStateException("Controller " + name + " was started already");
      }
      started = true;
      Thread.ofVirtual().name(name + "-timers").start(this::watchTimers);
      begin();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Works off on this thread what is due now and what that brings up, until nothing is due.
   *
   * @return the number of rounds
   */
  public int runDue() {
    if (locked(() -> started)) {
      throw new IllegalStateException("Controller " + name + " runs by itself");
    }
    for (var count = 0; count < MOST_ROUNDS_AT_ONCE; count++) {
      var entry = locked(this::takeDue);
      if (entry.isEmpty()) {
        return count;
      }
      round(entry.get());
    }
    throw new IllegalStateException(
        "Controller " + name + " asks for rounds without end at " + clock.instant());
  }

  /** Begins no further round and waits for those that run. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (!isIdleWithin(settings.patience())) {
        LOG.atWarn().addKeyValue("controller", name).log("interrupting rounds that don't end");
        rounds.forEach(Thread::interrupt);
        isIdleWithin(settings.patience());
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdleWithin(Duration patience) {
    var left = patience.toNanos();
    try {
      while (rounds.stream().anyMatch(round -> !round.equals(Thread.currentThread()))) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      var before = queue.earliest();
      change.run();
      begin();
      if (!before.equals(queue.earliest())) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins as many rounds as there are keys in the queue and threads to spare. */
  private void begin() {
    if (!started || closed) {
      return;
    }
    while (queue.running() < settings.concurrency()) {
      var entry = queue.take();
      if (entry.isEmpty()) {
        return;
      }
      var round =
          Thread.ofVirtual().name(name + " " + entry.get().key).unstarted(() -> run(entry.get()));
      rounds.add(round);
      round.start();
    }
  }

  private void run(KeyQueue.Entry<K> entry) {
    try {
      round(entry);
    } finally {
      lock.lock();
      try {
        rounds.remove(Thread.currentThread());
        begin();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void watchTimers() {
    lock.lock();
    try {
      while (!closed) {
        queue.wake(clock.instant());
        begin();
        changed.awaitNanos(untilNextTimer().toNanos());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private Duration untilNextTimer() {
    var now = clock.instant();
    return queue
        .earliest()
        .filter(due -> due.isBefore(now.plus(LONGEST_SLEEP)))
        .map(due -> Duration.between(now, due))
        .orElse(LONGEST_SLEEP);
  }

  private Optional<KeyQueue.Entry<K>> takeDue() {
    queue.wake(clock.instant());
    return closed ? Optional.empty() : queue.take();
  }

  private void round(KeyQueue.Entry<K> entry) {
    var begun = System.nanoTime();
    metrics.waited(Duration.between(entry.queuedAt(), clock.instant()));
    var end = reconcile(entry);
    metrics.ended(end.result(), Duration.ofNanos(System.nanoTime() - begun));
    var before = Optional.ofNullable(entry.status);
    var isNews = before.map(end.status()::differsFrom).orElse(true);
    log(entry.key, end, isNews);
    if (isNews) {
      tell(entry.key, end.status());
    }
    var status = isNews ? end.status() : end.status().since(before.orElseThrow().since());
    var now = clock.instant();
    var pause = Optional.of(now.plus(settings.firstBackoff())).filter(_ -> status.failures() > 0);
    change(
        () -> {
          if (end.over()) {
            queue.forget(entry.key);
          }
          queue.giveBack(entry, status, pause, now);
        });
  }

  private record End(
      Result result, ConditionStatus status, boolean over, Optional<Throwable> bug) {}

  /** The one place that catches everything: no bug of a reconciler ends the loop. */
  private End reconcile(KeyQueue.Entry<K> entry) {
    try {
      var outcome = reconciler.reconcile(entry.key);
      var failures = entry.failures() + 1;
      var status = OutcomeRules.after(outcome, failures, clock.instant(), chance());
      return new End(result(outcome), status, outcome instanceof Outcome.Over, Optional.empty());
    } catch (Crash crash) {
      crashed(entry);
      throw crash;
    } catch (Throwable thrown) {
      var status =
          OutcomeRules.afterThrown(
              thrown, entry.failures() + 1, settings, clock.instant(), chance());
      return thrown instanceof ProblemException
          ? new End(Result.PROBLEM, status, false, Optional.empty())
          : new End(Result.BUG, status, false, Optional.of(thrown));
    }
  }

  private static Result result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> Result.DONE;
      case Outcome.Over _ -> Result.DONE;
      case Outcome.Waiting _ -> Result.WAITING;
      case Outcome.Stalled _ -> Result.STALLED;
      case Outcome.Troubled _ -> Result.PROBLEM;
    };
  }

  /** A test has made the process "die" here: nothing else happens in it. */
  private void crashed(KeyQueue.Entry<K> entry) {
    LOG.debug("{} crashed at {}", name, entry.key);
    locked(
        () -> {
          closed = true;
          changed.signalAll();
          return closed;
        });
  }

  private void tell(K key, ConditionStatus status) {
    for (var listener : listeners) {
      try {
        listener.accept(key, status);
      } catch (RuntimeException e) {
        LOG.atError().addKeyValue("controller", name).setCause(e).log("a listener failed");
      }
    }
  }

  private void log(K key, End end, boolean isNews) {
    var event =
        switch (end.result()) {
          case DONE, WAITING -> isNews && !end.over() ? LOG.atInfo() : LOG.atTrace();
          case STALLED, PROBLEM -> isNews ? LOG.atWarn() : LOG.atDebug();
          case BUG -> LOG.atError();
        };
    end.bug()
        .map(event::setCause)
        .orElse(event)
        .addKeyValue("controller", name)
        .addKeyValue("key", key)
        .addKeyValue("reason", end.status().reason())
        .addKeyValue("message", end.status().message())
        .log("a round has ended");
  }

  private double chance() {
    return locked(chance::nextDouble);
  }

  private <R> R locked(Supplier<R> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
