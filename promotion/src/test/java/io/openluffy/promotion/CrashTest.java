package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Crash;
import io.openluffy.kernel.FaultPoints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // the fault point is only installed
class CrashTest {

  @ParameterizedTest
  @CsvSource({
    "promotion.queued,1",
    "promotion.queued,2",
    "promotion.values-written,1",
    "promotion.values-written,2",
    "promotion.values-written,3",
    "promotion.sync-asked,1",
    "promotion.recorded,1",
    "promotion.recorded,2",
    "promotion.recorded,3",
    "promotion.recorded,4",
    "promotion.recorded,5",
    "promotion.recorded,6",
    "promotion.recorded,7",
    "promotion.recorded,9",
    "promotion.recorded,11",
    "promotion.recorded,13",
    "promotion.recorded,15",
    "promotion.recorded,17",
    "promotion.recorded,18",
  })
  void aCrashAnywhereEndsInTheSamePlace(String point, int nth) {
    var world = new World();
    boolean crashed = false;
    try (var installed = FaultPoints.crashAt(point, nth)) {
      journey(world);
    } catch (Crash died) {
      crashed = true;
    }
    assertThat(crashed).isTrue();

    world.restart();
    journey(world);

    for (var release : world.releases.all()) {
      var last = release.branch().equals("main") ? "prod" : "preprod";
      assertThat(world.state(release, last)).isEqualTo("Arrived");
      for (var promotion : world.server.promotions.of(release.id())) {
        assertThat(world.commits(release.branch(), "OpenLuffy-Promotion", promotion.id().value()))
            .isEqualTo(1);
      }
    }
    assertThat(world.releases.all()).hasSize(2);
    assertThat(world.server.promotions.list(World.SHOP, 100)).hasSize(3);
    assertThat(world.store.journal().verify()).isEmpty();
  }

  /** Does what is still to be done of the journey. */
  private static void journey(World world) {
    if (world.releases.all().isEmpty()) {
      world.push(World.develop(), "one");
    }
    world.settle();
    world.seconds(40);
    if (world.releases.all().size() == 1) {
      world.push(World.main(), "one");
    }
    world.settle();
    var release = world.releases.all().getLast();
    var promotion = world.promotion(release, "prod");
    if (promotion.shown().isPresent() && promotion.approvals().isEmpty()) {
      world.server.promotions.approve(
          promotion.id(), World.BEN, promotion.shown().get().binding(), "");
    }
    world.settle();
    world.seconds(5);
  }
}
