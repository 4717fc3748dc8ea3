package io.openluffy.server.journey;

import static io.openluffy.server.journey.JourneyWorld.ADA;
import static io.openluffy.server.journey.JourneyWorld.BEN;
import static io.openluffy.server.journey.Names.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kube.Behaviour;
import io.openluffy.promotion.VoteAnswer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two pipelines, one by itself and one with a person in it, and the way back from both. */
class JourneyTest {
  @TempDir Path work;
  private JourneyWorld world;

  @BeforeEach
  void connect() {
    world = JourneyWorld.connected(work);
  }

  @Test
  void pipeline1ReachesDevAndAfterThirtySecondsPreprodByItself() {
    var release = world.pushed("develop", "Hello");
    world.seconds(2);
    assertThat(world.running("dev")).isEqualTo(release.tag()).startsWith("dev-");
    assertThat(world.running("preprod")).isEmpty();

    world.seconds(33);
    assertThat(world.running("preprod")).isEqualTo(release.tag());
    assertThat(world.digests("preprod")).isEqualTo(world.digests("dev"));
  }

  @Test
  void pipeline2WaitsForAPersonAndThenReachesProd() {
    world.pushed("develop", "Hello");
    world.seconds(40);
    world.merge();
    world.tick(Duration.ofHours(5));
    assertThat(world.state("prod")).isEqualTo("AwaitingApproval");
    assertThat(world.running("prod")).isEmpty();

    assertThat(world.approve(ADA)).isInstanceOf(VoteAnswer.Refused.class);
    assertThat(world.approve(BEN)).isInstanceOf(VoteAnswer.Recorded.class);
    world.seconds(3);
    assertThat(world.running("prod")).isEqualTo(world.release().tag()).startsWith("main-");
    assertThat(world.digests("prod")).as("what was tested").isEqualTo(world.digests("preprod"));
  }

  @Test
  void whatIsNotHealthyForThirtySecondsOnEndGoesNowhere() {
    world.cluster.workload(workload("dev", "backend"), new Behaviour.Failing("it crashes"));
    world.pushed("develop", "Broken");
    world.tick(Duration.ofMinutes(11));
    assertThat(world.state("dev")).isEqualTo("Failed");
    assertThat(world.state("preprod")).isEqualTo("none");
  }

  @Test
  void driftHealsItself() {
    world.pushed("develop", "Hello");
    world.seconds(2);
    world.kubectl(workload("dev", "backend"), "{\"spec\":{\"replicas\":7}}");
    world.settle();
    assertThat(world.live("dev", "backend").at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void devAndPreprodAreRolledBackByAGitRevert() {
    world.pushed("develop", "Good");
    var good = world.digests("dev");
    world.revert("develop", world.push("develop", "Bad"));
    world.seconds(40);
    assertThat(world.digests("preprod")).isEqualTo(world.digests("dev")).isEqualTo(good);
  }

  @Test
  void prodIsRolledBackByItsHistory() {
    var good = world.toProd("Good");
    world.toProd("Bad");
    world.rollBack("prod", BEN);
    assertThat(world.running("prod")).isEqualTo(good.tag());
    assertThat(world.application("prod").pin()).as("nothing undoes it").isPresent();
  }

  @Test
  void aKillLosesNothing() {
    var release = world.pushed("develop", "Hello");
    world.seconds(20);
    world.restart();
    world.seconds(15);
    assertThat(world.running("preprod")).isEqualTo(release.tag());
    assertThat(world.server.store.journal().verify()).isEmpty();
  }
}
