package io.openluffy.application.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.openluffy.application.ApplicationName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Measures how long drift lasts: from the event that told of it to the end of its repair. */
final class HealTimes {
  private final Map<ApplicationName, Noticed> noticed = new ConcurrentHashMap<>();
  private final Timer heals;

  HealTimes(MeterRegistry meters) {
    heals =
        Timer.builder("openluffy.application.heal")
            .description("From the event that told of drift to the end of its repair")
            .serviceLevelObjectives(
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .register(meters);
  }

  /** An event told of a change of one of the application's objects. */
  void notice(ApplicationName name) {
    noticed.putIfAbsent(name, new Noticed(System.nanoTime()));
  }

  /** What was noticed since the last round. */
  Optional<Noticed> take(ApplicationName name) {
    return Optional.ofNullable(noticed.remove(name));
  }

  void healed(Noticed since) {
    heals.record(Duration.ofNanos(System.nanoTime() - since.nanos()));
  }
}
