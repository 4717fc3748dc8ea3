package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import io.openluffy.promotion.StandingRules.Standing;
import io.openluffy.release.Release;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingTest {
  private final World world = new World();

  @Test
  void nothingOfOursRunsAtFirst() {
    assertThat(dev().running()).isEmpty();
    assertThat(dev().arriving()).isEmpty();
  }

  @Test
  void whatIsBeingSyncedArrivesAndTheOlderOneRuns() {
    var older = arrived("one");
    var newer = world.push(World.develop(), "two");
    world.settle();

    assertThat(world.state(newer, "dev")).isEqualTo("Syncing");
    assertThat(dev().running()).map(Promotion::release).contains(older.id());
    assertThat(dev().arriving()).map(Promotion::release).contains(newer.id());
  }

  @Test
  void whatSoaksRunsAlready() {
    arrived("one");
    var newer = world.push(World.develop(), "two");
    world.settle();
    world.seconds(3);

    assertThat(world.state(newer, "dev")).isEqualTo("Soaking");
    assertThat(dev().running()).map(Promotion::release).contains(newer.id());
    assertThat(dev().since())
        .contains(((PromotionState.Soaking) world.promotion(newer, "dev").state()).since());

    world.applications.falls(World.application("dev"), Health.DEGRADED, "it crashes");
    world.seconds(1);
    assertThat(world.state(newer, "dev")).isEqualTo("Syncing");
    assertThat(dev().running()).map(Promotion::release).contains(newer.id());
  }

  @Test
  void whatFailedRunsUntilSomethingElseIsSynced() {
    arrived("one");
    world.applications.isBroken(World.application("dev"), "dev-");
    var bad = world.push(World.develop(), "bad");
    world.settle();
    world.tick(Duration.ofMinutes(11));

    assertThat(world.state(bad, "dev")).isEqualTo("Failed");
    assertThat(dev().running()).map(Promotion::release).contains(bad.id());
    assertThat(dev().since()).isEmpty();
  }

  @Test
  void whatTheClusterDoesNotShowIsTakenFromWhatArrived() {
    var older = arrived("one");

    assertThat(standing(List.of()).running()).map(Promotion::release).contains(older.id());
    assertThat(standing(List.of("registry.example/backend:by-hand")).running()).isEmpty();
  }

  private Release arrived(String content) {
    var release = world.push(World.develop(), content);
    world.settle();
    world.seconds(40);
    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
    return release;
  }

  private Standing dev() {
    return standing(
        world
            .applications
            .find(World.application("dev"))
            .map(ApplicationView::images)
            .orElseThrow());
  }

  private Standing standing(List<String> images) {
    return StandingRules.of(
        world.server.promotions.current(World.DEV),
        world.server.promotions.into(World.DEV, 20),
        Set.of("backend", "frontend"),
        images);
  }
}
