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

/** What the house is for, in the order of the road: a push, dev, preprod, a person, prod. */
class JourneyTest {
  @TempDir Path work;
  private JourneyWorld world;

  @BeforeEach
  void connect() {
    world = JourneyWorld.connected(work);
  }

  @Test
  void aPushToDevelopReachesDevAndPreprodByItself() {
    world.push("develop", "Hello");
    var tag = world.release().tag();
    world.seconds(2);
    assertThat(world.running("dev")).isEqualTo(tag).startsWith("dev-");
    assertThat(world.running("preprod")).isEmpty();

    world.seconds(33);
    assertThat(world.running("preprod")).isEqualTo(tag);
    assertThat(world.digests("preprod")).isEqualTo(world.digests("dev"));
    assertThat(world.running("prod")).isEmpty();
  }

  @Test
  void aPushToMainWaitsForAPersonAndThenReachesProd() {
    world.push("develop", "Hello");
    world.seconds(40);
    world.merge();
    world.tick(Duration.ofHours(5));

    assertThat(world.state("prod")).isEqualTo("AwaitingApproval");
    assertThat(world.running("prod")).isEmpty();
    assertThat(world.approve(ADA)).isInstanceOf(VoteAnswer.Refused.class);
    assertThat(world.approve(BEN)).isInstanceOf(VoteAnswer.Recorded.class);
    world.seconds(3);

    assertThat(world.state("prod")).isEqualTo("Arrived");
    assertThat(world.running("prod")).isEqualTo(world.release().tag()).startsWith("main-");
    assertThat(world.digests("prod")).as("what was tested").isEqualTo(world.digests("preprod"));
  }

  @Test
  void nothingIsPromotedThatIsNotHealthyForThirtySecondsOnEnd() {
    world.cluster.workload(workload("dev", "backend"), new Behaviour.Failing("it crashes"));
    world.push("develop", "Broken");
    world.tick(Duration.ofMinutes(11));

    assertThat(world.state("dev")).isEqualTo("Failed");
    assertThat(world.state("preprod")).isEqualTo("none");
  }

  @Test
  void driftHealsItself() {
    world.push("develop", "Hello");
    world.seconds(2);

    world.kubectl(workload("dev", "backend"), "{\"spec\":{\"replicas\":7}}");
    world.settle();
    assertThat(world.live("dev", "backend").at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void everythingCanBeRolledBack() {
    var first = world.toProd("One");
    world.toProd("Two");
    world.rollBack("dev", BEN);
    world.rollBack("prod", BEN);

    assertThat(world.running("prod")).isEqualTo(first.tag());
    assertThat(world.application("prod").pin()).as("nothing undoes it").isPresent();
    assertThat(world.state("dev")).isEqualTo("RolledBack");
  }

  @Test
  void aKillLosesNothing() {
    world.push("develop", "Hello");
    world.seconds(20);
    world.restart();
    world.seconds(15);

    assertThat(world.running("preprod")).isEqualTo(world.release().tag());
    assertThat(world.server.store.journal().verify()).isEmpty();
  }
}
