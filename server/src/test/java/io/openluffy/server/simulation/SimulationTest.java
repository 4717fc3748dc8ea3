package io.openluffy.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Random pushes, votes, rollbacks, mishaps, crashes and clock jumps; then the world calms down. A
 * seed that fails is named with what to run: {@code mvn -pl server -am test
 * -Dtest=SimulationTest#oneSeed -Dopenluffy.seed=42}.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "logging", mode = ResourceAccessMode.READ)
class SimulationTest {
  private static final int SHOWN = 5;

  @TempDir Path work;

  @Test
  void theInvariantsHoldForAThousandSeeds() {
    holdFor(0, Long.getLong("openluffy.seeds", 1_000));
  }

  @Test
  @Tag("long")
  void theInvariantsHoldForTenThousandSeeds() {
    holdFor(1_000, 10_000);
  }

  /** Plays one life again. */
  @Test
  void oneSeed() {
    long seed = Long.getLong("openluffy.seed", 7);
    holdFor(seed, seed + 1);
  }

  private void holdFor(long from, long to) {
    var bugs = Bugs.listen(to - from > 1);
    try {
      var failures =
          LongStream.range(from, to)
              .parallel()
              .mapToObj(seed -> failure(seed, bugs))
              .filter(text -> !text.isEmpty())
              .toList();
      assertThat(failures.stream().limit(SHOWN)).as(failures.size() + " seeds failed").isEmpty();
    } finally {
      bugs.deafen();
    }
  }

  private String failure(long seed, Bugs bugs) {
    List<String> broken;
    try {
      broken = new SimulatedLife(work, seed).live();
    } catch (RuntimeException | AssertionError e) {
      broken = List.of(String.valueOf(e));
    }
    var found = bugs.taken();
    return broken.isEmpty() && found.isEmpty()
        ? ""
        : "seed %d (replay: -Dtest=SimulationTest#oneSeed -Dopenluffy.seed=%d)\n  %s\n  %s"
            .formatted(seed, seed, String.join("\n  ", broken), String.join("\n  ", found));
  }
}
