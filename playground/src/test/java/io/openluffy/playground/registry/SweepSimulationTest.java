package io.openluffy.playground.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pushes, mounts, deletions and the sweep, interleaved by a seed wherever the sweep lets others in.
 * A seed that fails is named; {@code -Dopenluffy.seed=} plays it again.
 */
class SweepSimulationTest {
  private static final int SEEDS = 25;

  @Test
  void whatAnybodyReliesOnIsNeverSwept() throws IOException {
    var seed = Long.getLong("openluffy.seed");
    if (seed == null) {
      lives(0, SEEDS);
    } else {
      live(seed);
    }
  }

  @Test
  @Tag("long")
  void norInThousandLives() throws IOException {
    lives(SEEDS, SEEDS + 1_000);
  }

  private static void lives(long from, long to) throws IOException {
    for (var seed = from; seed < to; seed++) {
      live(seed);
    }
  }

  private static void live(long seed) throws IOException {
    var home = folder();
    try {
      var world = new SweptWorld(home, seed);
      world.live(100);
      world.checkWhatIsUsed();
      world.letEverythingGrowOld();
      assertThat(world.contents())
          .as("seed %d: only what is used is left", seed)
          .isEqualTo(world.usedContents());
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    } finally {
      remove(home);
    }
  }

  /** In memory where the machine has such a place: a simulation waits for no disk. */
  private static Path folder() throws IOException {
    var memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "sweep")
        : Files.createTempDirectory("sweep");
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
