package io.openluffy.release.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Crash;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.release.ReleaseState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void afterACrashAnywhereTheReleaseEndsInTheSamePlace(int passing) throws Exception {
    var world = ReleaseWorld.connected();
    world.pushSample();
    world.run();
    var pushedBefore = world.registry.pushes();
    world.push("develop", "Change both", Map.of("backend/app", "2", "ui/index.html", "2"));
    var left = new AtomicInteger(passing);

    try (var installed =
        FaultPoints.install(
            name -> {
              if (left.decrementAndGet() == 0) {
                throw new Crash(name);
              }
            })) {
      assertThat(installed).isNotNull();
      world.run();
    } catch (Crash crash) {
      world.restart();
    }
    world.clock.tick(Duration.ofMinutes(1));
    world.run();

    assertThat(world.newest().state()).isInstanceOf(ReleaseState.Ready.class);
    assertThat(world.releases.list(ReleaseWorld.SHOP, 10)).hasSize(2);
    assertThat(world.registry.pushes()).isEqualTo(pushedBefore + 2);
    assertThat(world.releases.open()).isEmpty();
    assertThat(world.store.journal().verify()).isEmpty();
  }
}
