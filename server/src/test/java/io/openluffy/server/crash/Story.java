package io.openluffy.server.crash;

import io.openluffy.server.journey.JourneyWorld;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What people do to a world, one step after another, each until its end is seen. Told again after a
 * crash, it goes on with the step in which the server died.
 */
final class Story {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration MOMENT = Duration.ofSeconds(5);

  /**
   * One step.
   *
   * @param asked whether the world has heard of it, so that nobody asks twice
   * @param act what people do; they do it again if nobody answered and nothing has come of it
   */
  record Step(
      String name,
      Predicate<JourneyWorld> asked,
      Consumer<JourneyWorld> act,
      Predicate<JourneyWorld> seen) {}

  private final JourneyWorld world;
  private final List<Step> steps;
  private int next;

  Story(JourneyWorld world, List<Step> steps) {
    this.world = world;
    this.steps = List.copyOf(steps);
  }

  void tell() {
    while (next < steps.size()) {
      var step = steps.get(next);
      if (!step.asked().test(world)) {
        step.act().accept(world);
      }
      await(step);
      next++;
    }
  }

  private void await(Step step) {
    world.settle();
    for (var waited = Duration.ZERO; !step.seen().test(world); waited = waited.plus(MOMENT)) {
      if (waited.compareTo(PATIENCE) > 0) {
        throw new AssertionError("It never came to this: " + step.name());
      }
      world.tick(MOMENT);
    }
  }
}
