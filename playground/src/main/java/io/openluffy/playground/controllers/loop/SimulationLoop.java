package io.openluffy.playground.controllers.loop;

import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works for all controllers on one thread: takes changes as the store makes them, looks at each
 * affected object once, and keeps one timer per object.
 */
public final class SimulationLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulationLoop.class);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final List<SimulatedController> controllers;
  private final InstantSource clock;
  private final LinkedBlockingQueue<Optional<Change>> changes = new LinkedBlockingQueue<>();
  private final LinkedHashSet<Work> queue = new LinkedHashSet<>();
  private final Map<Work, Instant> timers = new HashMap<>();
  private final PriorityQueue<Timer> agenda = new PriorityQueue<>();
  private final AutoCloseable subscription;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("simulation").unstarted(this::run);
  private volatile boolean closed;

  public SimulationLoop(
      ObjectStore store, List<SimulatedController> controllers, InstantSource clock) {
    this.controllers = List.copyOf(controllers);
    this.clock = clock;
    this.subscription = store.subscribe(change -> changes.add(Optional.of(change)));
    Kinds.ALL.forEach(
        kind ->
            store
                .listing(kind, "")
                .objects()
                .forEach(object -> changes.add(Optional.of(added(object)))));
  }

  private static Change added(StoredObject object) {
    return new Change(Change.Kind.ADDED, object, Optional.empty());
  }

  /** Works on a thread of its own from now on. */
  public void start() {
    thread.start();
  }

  /** Does everything that is due now, on the caller's thread, until nothing is left. */
  public void runDue() {
    do {
      for (var change = changes.poll(); change != null; change = changes.poll()) {
        change.ifPresent(this::note);
      }
      ring(clock.instant());
      var next = queue.isEmpty() ? null : queue.removeFirst();
      if (next != null) {
        work(next);
      }
    } while (!queue.isEmpty() || !changes.isEmpty());
  }

  /** When the next timer rings; for tests that let time pass. */
  public Optional<Instant> nextTimer() {
    dropStale();
    return Optional.ofNullable(agenda.peek()).map(Timer::at);
  }

  private void run() {
    while (!closed) {
      try {
        runDue();
        await();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("The simulation stumbled and goes on", e);
      }
    }
  }

  private void await() throws InterruptedException {
    var wait = nextTimer().map(at -> Duration.between(clock.instant(), at)).orElse(LONGEST_WAIT);
    var millis = Math.clamp(wait.toMillis() + 1, 0, LONGEST_WAIT.toMillis());
    var change = changes.poll(millis, TimeUnit.MILLISECONDS);
    if (change != null) {
      change.ifPresent(this::note);
    }
  }

  private void note(Change change) {
    for (var controller : controllers) {
      for (var key : controller.affectedBy(change)) {
        queue.add(new Work(controller, key));
      }
    }
  }

  private void ring(Instant now) {
    dropStale();
    for (var first = agenda.peek(); first != null && !first.at.isAfter(now); ) {
      agenda.remove();
      timers.remove(first.work);
      queue.add(first.work);
      dropStale();
      first = agenda.peek();
    }
  }

  /** Timers that were set anew stay in the agenda until they come up. */
  private void dropStale() {
    for (var first = agenda.peek(); first != null && !first.at.equals(timers.get(first.work)); ) {
      agenda.remove();
      first = agenda.peek();
    }
  }

  private void work(Work work) {
    var now = clock.instant();
    Optional<Instant> again;
    try {
      again = work.controller.reconcile(work.key, now);
    } catch (StatusException e) {
      // Somebody else wrote in between: what changed is on its way to us.
      LOG.debug("The simulation was refused and looks again: {}: {}", work.key, e.getMessage());
      again = Optional.of(now.plus(RETRY));
    } catch (RuntimeException e) {
      LOG.error("The simulation could not handle an object: {}", work.key, e);
      again = Optional.of(now.plus(RETRY.multipliedBy(25)));
    }
    timers.remove(work);
    again.ifPresent(
        at -> {
          timers.put(work, at);
          agenda.add(new Timer(at, work));
        });
  }

  @Override
  public void close() {
    closed = true;
    try {
      subscription.close();
      changes.add(Optional.empty());
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("Unsubscribing from our own store does not fail", e);
    }
  }

  private record Work(SimulatedController controller, ObjectKey key) {}

  private record Timer(Instant at, Work work) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return at.compareTo(other.at);
    }
  }
}
