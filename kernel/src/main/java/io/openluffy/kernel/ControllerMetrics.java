package io.openluffy.kernel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What a controller counts: rounds by their result, their duration, the wait before them. */
final class ControllerMetrics {
  /** How a round ended. */
  enum Result {
    DONE,
    WAITING,
    STALLED,
    PROBLEM,
    BUG
  }

  private final MeterRegistry registry;
  private final String controller;
  private final Timer rounds;
  private final Timer waits;

  ControllerMetrics(
      MeterRegistry registry, String controller, IntSupplier waiting, IntSupplier running) {
    this.registry = registry;
    this.controller = controller;
    rounds =
        Timer.builder("openluffy.controller.round")
            .description("How long rounds take")
            .tag("controller", controller)
            .register(registry);
    waits =
        Timer.builder("openluffy.controller.wait")
            .description("How long keys stand in the queue before their round")
            .tag("controller", controller)
            .register(registry);
    Gauge.builder("openluffy.controller.queued", waiting::getAsInt)
        .description("How many keys stand in the queue")
        .tag("controller", controller)
        .register(registry);
    Gauge.builder("openluffy.controller.running", running::getAsInt)
        .description("How many keys are worked on")
        .tag("controller", controller)
        .register(registry);
  }

  void waited(Duration time) {
    waits.record(time.isNegative() ? Duration.ZERO : time);
  }

  void ended(Result result, Duration time) {
    rounds.record(time);
    Counter.builder("openluffy.controller.rounds")
        .description("Rounds by their result")
        .tag("controller", controller)
        .tag("result", result.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
