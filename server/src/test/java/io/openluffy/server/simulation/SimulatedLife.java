package io.openluffy.server.simulation;

import io.openluffy.kernel.Crash;
import io.openluffy.kernel.ProblemException;
import io.openluffy.server.crash.Passings;
import io.openluffy.server.journey.JourneyWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** One life of the project, all of it decided by its seed. */
final class SimulatedLife {
  private static final int STEPS = 8;

  private final JourneyWorld world;
  private final RandomGenerator random;
  private final Chance chance;
  private final Mishaps mishaps;
  private final Invariants invariants;

  SimulatedLife(Path work, long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    world = JourneyWorld.connected(work, seed);
    chance = new Chance(world, random);
    mishaps = new Mishaps(world, random);
    invariants = new Invariants(world);
  }

  /** What was broken, if anything was. */
  List<String> live() {
    for (int step = 0; step < STEPS && invariants.broken().isEmpty(); step++) {
      step();
      invariants.always();
    }
    if (invariants.broken().isEmpty()) {
      settle();
      invariants.atTheEnd();
    }
    return invariants.broken();
  }

  private void step() {
    int left = random.nextInt(4) == 0 ? random.nextInt(60) : Integer.MAX_VALUE;
    var passings = new int[] {left};
    try {
      Passings.on(
          name -> {
            if (passings[0]-- == 0) {
              throw new Crash(name);
            }
          },
          this::happen);
    } catch (Crash died) {
      restart();
    }
  }

  private void happen() {
    switch (random.nextInt(10)) {
      case 0 -> mishaps.happen();
      case 1 -> restart();
      case 2 -> mishaps.end();
      default -> people();
    }
    world.settle();
    world.tick(Duration.ofSeconds(random.nextInt(25)));
    world.tick(Duration.ofSeconds(random.nextInt(25)));
  }

  /** People who are refused, or find the world away, leave it at that. */
  private void people() {
    try {
      mishaps.betweenPeopleAndGit(chance::act);
    } catch (ProblemException _) {
      world.settle();
    }
  }

  private void restart() {
    world.restart();
    mishaps.apply();
  }

  /** Nothing goes wrong any more, and time goes by. */
  private void settle() {
    mishaps.end();
    restart();
    world.hook();
    for (int i = 0; i < 4; i++) {
      world.tick(Duration.ofSeconds(20));
    }
    for (int i = 0; i < 3; i++) {
      world.tick(Duration.ofMinutes(4));
    }
    for (int i = 0; i < 4; i++) {
      world.tick(Duration.ofSeconds(31));
    }
  }
}
