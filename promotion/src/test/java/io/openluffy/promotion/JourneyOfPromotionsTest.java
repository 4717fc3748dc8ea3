package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.Health;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneyOfPromotionsTest {
  private final World world = new World();

  @Test
  void developReachesDevAndPreprodByItself() {
    var release = world.push(World.develop(), "one");
    world.settle();

    assertThat(world.state(release, "dev")).isEqualTo("Syncing");
    world.seconds(2);
    assertThat(world.state(release, "dev")).isEqualTo("Soaking");
    world.seconds(29);
    assertThat(world.state(release, "dev")).isEqualTo("Soaking");
    assertThat(world.state(release, "preprod")).isEqualTo("none");
    world.seconds(1);
    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
    world.seconds(2);

    assertThat(world.state(release, "preprod")).isEqualTo("Arrived");
    assertThat(world.promotion(release, "preprod").digests())
        .isEqualTo(world.promotion(release, "dev").digests());
    assertThat(world.file("develop", "preprod"))
        .isEqualTo(
            World.VALUES
                .formatted("preprod")
                .replace("\"none\"", "\"" + release.tag() + "\"")
                .replace("tag: none", "tag: " + release.tag()));
  }

  @Test
  void degradationStartsTheClockAgain() {
    var release = world.push(World.develop(), "one");
    world.settle();
    world.seconds(20);

    world.applications.falls(World.application("dev"), Health.DEGRADED, "backend crashes");
    world.seconds(1);
    assertThat(world.state(release, "dev")).isEqualTo("Syncing");
    assertThat(world.server.promotions.why(release.id(), "preprod"))
        .anySatisfy(
            condition -> {
              assertThat(condition.met()).isFalse();
              assertThat(condition.message()).contains("backend crashes");
            });
    world.applications.falls(World.application("dev"), Health.HEALTHY, "");
    world.seconds(30);
    assertThat(world.state(release, "dev")).isEqualTo("Soaking");
    world.seconds(1);

    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
  }

  @Test
  void anUnhealthyReleaseIsNeverPromotedAndSaysWhy() {
    world.applications.isBroken(World.application("dev"), "dev-");
    var release = world.push(World.develop(), "bad");
    world.settle();
    world.tick(Duration.ofMinutes(9));
    assertThat(world.state(release, "dev")).isEqualTo("Syncing");
    world.tick(Duration.ofMinutes(1));

    assertThat(world.state(release, "dev")).isEqualTo("Failed");
    assertThat(world.state(release, "preprod")).isEqualTo("none");
    var failed = (PromotionState.Failed) world.promotion(release, "dev").state();
    assertThat(failed.problem().message()).contains("Degraded");
  }

  @Test
  void aNewerPushSupersedesTheOneThatIsBeingWatched() {
    var older = world.push(World.develop(), "one");
    world.settle();
    world.seconds(10);
    var newer = world.push(World.develop(), "two");
    world.settle();
    world.seconds(40);

    assertThat(world.state(older, "dev")).isEqualTo("Superseded");
    assertThat(world.state(older, "preprod")).isEqualTo("none");
    assertThat(world.state(newer, "preprod")).isEqualTo("Arrived");
  }

  @Test
  void aReleaseThatWasBuiltTooLateIsSuperseded() {
    var older = world.push(World.develop(), "one");
    var newer = world.push(World.develop(), "two");
    world.settle();
    world.seconds(40);

    assertThat(world.state(older, "dev")).isEqualTo("Superseded");
    assertThat(world.state(newer, "preprod")).isEqualTo("Arrived");
    assertThat(world.commits("develop", "OpenLuffy-Release", older.id().value())).isZero();
  }

  @Test
  void prodWaitsForApproval() {
    var release = world.push(World.main(), "one");
    world.settle();
    world.tick(Duration.ofHours(5));

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.file("main", "prod")).contains(release.tag());
    assertThat(world.applications.running(World.application("prod"))).isEmpty();

    var answer =
        world.server.promotions.approve(
            world.promotion(release, "prod").id(), World.BEN, world.shown(release), "go");
    assertThat(answer).isInstanceOf(VoteAnswer.Recorded.class);
    world.settle();
    world.seconds(3);

    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
    assertThat(world.applications.running(World.application("prod"))).contains(release.tag());
  }

  @Test
  void replayingTheJournalGivesTheSamePromotions() {
    var release = world.push(World.develop(), "one");
    world.settle();
    world.seconds(40);
    var prod = world.push(World.main(), "one");
    world.settle();
    world.server.promotions.approve(
        world.promotion(prod, "prod").id(), World.BEN, world.shown(prod), "");
    world.seconds(5);

    for (var promotion : world.server.promotions.list(World.SHOP, 100)) {
      assertThat(replayed(promotion.id())).isEqualTo(promotion);
    }
    assertThat(world.state(release, "preprod")).isEqualTo("Arrived");
    assertThat(world.store.journal().verify()).isEmpty();
  }

  private Promotion replayed(PromotionId id) {
    List<PromotionEvent> events =
        world.store.journal().about(PromotionFactNames.about(id), 1000).reversed().stream()
            .map(entry -> PromotionFactNames.event(entry.fact()))
            .toList();
    return Promotion.replay(id, events);
  }
}
