package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.Health;
import io.openluffy.kernel.Crash;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.release.Release;
import io.openluffy.release.RollbackPolicy;
import io.openluffy.release.RollbackPolicy.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AutomaticRollbackTest {
  private static final RollbackPolicy POLICY =
      new RollbackPolicy(Set.of(Trouble.values()), Duration.ofMinutes(5));

  private final World world = new World();

  @Test
  void whatIsDegradedOnItsWayIsTakenBackAndGitSaysSo() {
    Policies.set(world, "dev", POLICY);
    var one = inDev("one");
    var before = world.file("develop", "dev");
    var two = broken("two");

    world.seconds(20);

    assertThat(world.state(two, "dev")).isEqualTo("RolledBack");
    assertThat(running("dev")).contains(one.tag());
    assertThat(world.file("develop", "dev")).isEqualTo(before);
    assertThat(world.applications.find(World.application("dev")).orElseThrow().pin()).isEmpty();
    var rollback = rollbacks(World.DEV).getFirst();
    assertThat(rollback.policy()).contains(Trouble.DEGRADED);
    assertThat(rollback.state().word()).isEqualTo("Done");
    assertThat(world.state(two, "preprod")).isEqualTo("none");
  }

  @Test
  void whatFallsIllAfterItsArrivalIsTakenBackAsLongAsItIsWatched() {
    Policies.set(world, "dev", POLICY);
    var one = inDev("one");
    var two = inDev("two");

    world.seconds(120);
    falls("dev", Health.DEGRADED);
    world.seconds(9);
    assertThat(world.state(two, "dev")).isEqualTo("Arrived");
    world.seconds(5);

    assertThat(world.state(two, "dev")).isEqualTo("RolledBack");
    assertThat(running("dev")).contains(one.tag());
  }

  @Test
  void whatFallsIllLaterOrForAMomentIsLeftAlone() {
    Policies.set(world, "dev", POLICY);
    inDev("one");
    var two = inDev("two");

    falls("dev", Health.DEGRADED);
    world.seconds(9);
    falls("dev", Health.HEALTHY);
    world.seconds(5);
    falls("dev", Health.DEGRADED);
    world.seconds(9);
    falls("dev", Health.HEALTHY);
    world.tick(Duration.ofMinutes(5));
    falls("dev", Health.DEGRADED);
    world.seconds(60);

    assertThat(world.state(two, "dev")).isEqualTo("Arrived");
    assertThat(rollbacks(World.DEV)).isEmpty();
  }

  @Test
  void withoutAPolicyNothingIsTakenBack() {
    inDev("one");
    var two = broken("two");

    world.tick(Duration.ofMinutes(11));
    world.seconds(30);

    assertThat(world.state(two, "dev")).isEqualTo("Failed");
    assertThat(rollbacks(World.DEV)).isEmpty();
  }

  @Test
  void onlyTheTroublesThatAreNamedCount() {
    Policies.set(
        world, "dev", new RollbackPolicy(Set.of(Trouble.SYNC_FAILED), Duration.ofMinutes(5)));
    inDev("one");
    var two = broken("two");

    world.tick(Duration.ofMinutes(11));
    world.seconds(30);

    assertThat(world.state(two, "dev")).isEqualTo("Failed");
    assertThat(rollbacks(World.DEV)).isEmpty();
  }

  @Test
  void whatAnAutomaticRollbackLedToIsNotTakenBackInItsTurn() {
    Policies.set(world, "dev", POLICY);
    inDev("one");
    inDev("two");
    broken("three");
    world.seconds(12);
    assertThat(rollbacks(World.DEV)).hasSize(1);

    falls("dev", Health.DEGRADED);
    world.seconds(120);

    assertThat(rollbacks(World.DEV)).hasSize(1);
  }

  @Test
  void aReleaseIsTakenBackOnceHoweverOftenSomebodyPromotesItAgain() {
    Policies.set(world, "dev", POLICY);
    inDev("one");
    var two = broken("two");
    world.seconds(20);
    assertThat(world.state(two, "dev")).isEqualTo("RolledBack");

    world.server.promotions.promote(two.id(), "dev", World.ANA);
    world.seconds(60);

    assertThat(rollbacks(World.DEV)).hasSize(1);
    assertThat(running("dev")).contains(two.tag());
  }

  @Test
  void theFirstReleaseHasNothingToGoBackToAndThatIsSaidOnce() {
    Policies.set(world, "dev", POLICY);
    var one = broken("one");

    world.seconds(120);

    assertThat(world.state(one, "dev")).isEqualTo("Syncing");
    assertThat(rollbacks(World.DEV)).hasSize(1);
    var rollback = rollbacks(World.DEV).getFirst();
    assertThat(((RollbackState.Failed) rollback.state()).problem().inWords())
        .contains("no earlier release");
  }

  @Test
  void itDoesNotGoBackOverWhatCantBeTakenBack() {
    Policies.set(world, "dev", POLICY);
    inDev("one");
    var two = Policies.pushOneWay(world, World.develop(), "two", "It drops a column.");
    world.applications.isBroken(World.application("dev"), two.tag());

    world.seconds(60);

    assertThat(running("dev")).contains(two.tag());
    assertThat(rollbacks(World.DEV)).hasSize(1);
    assertThat(((RollbackState.Failed) rollbacks(World.DEV).getFirst().state()).problem().code())
        .isEqualTo("rollback.irreversible");
  }

  @Test
  void whatIsMarkedAsBadIsNotGoneBackTo() {
    Policies.set(world, "dev", POLICY);
    var one = inDev("one");
    var two = inDev("two");
    world.server.promotions.markBad(two, World.ANA, "It loses orders.");
    broken("three");

    world.seconds(20);

    assertThat(running("dev")).contains(one.tag());
  }

  @Test
  void prodIsTakenBackWithoutAVoteToWhatWasApprovedAndStaysPinned() {
    Policies.set(world, "prod", POLICY);
    var one = inProd("one");
    var two = inProd("two");

    falls("prod", Health.DEGRADED);
    world.seconds(15);

    assertThat(world.state(two, "prod")).isEqualTo("RolledBack");
    assertThat(running("prod")).contains(one.tag());
    assertThat(world.file("main", "prod")).contains(one.tag());
    assertThat(world.applications.find(World.application("prod")).orElseThrow().pin()).isPresent();
  }

  @Test
  void aNewerReleaseGoesInAfterwardsByItself() {
    Policies.set(world, "dev", POLICY);
    inDev("one");
    broken("two");
    world.seconds(11);
    var three = world.push(World.develop(), "three");

    world.seconds(60);

    assertThat(world.state(three, "dev")).isEqualTo("Arrived");
    assertThat(running("dev")).contains(three.tag());
    assertThat(world.file("develop", "dev")).contains(three.tag());
  }

  @Test
  @SuppressWarnings("try") // the fault point is only installed
  void itEndsInTheSamePlaceWhereverTheServerDies() {
    for (var point :
        List.of(
            "rollback.decided",
            "rollback.asked",
            "rollback.recorded",
            "rollback.written",
            "rollback.unpinned")) {
      for (int nth = 1; nth <= 2; nth++) {
        var world = new World();
        Policies.set(world, "dev", POLICY);
        var one = inDev(world, "one");
        var two = world.push(World.develop(), "two");
        world.applications.isBroken(World.application("dev"), two.tag());
        try (var installed = FaultPoints.crashAt(point, nth)) {
          world.seconds(20);
        } catch (Crash died) {
          world.restart();
        }
        world.seconds(40);

        assertThat(world.applications.running(World.application("dev")))
            .as(point)
            .contains(one.tag());
        assertThat(world.file("develop", "dev")).as(point).contains(one.tag());
        assertThat(world.state(two, "dev")).as(point).isEqualTo("RolledBack");
        assertThat(world.server.promotions.rollbacks(World.DEV, 10))
            .as(point)
            .singleElement()
            .matches(rollback -> rollback.state() instanceof RollbackState.Done);
        var id = world.server.promotions.rollbacks(World.DEV, 1).getFirst().id().value();
        assertThat(world.commits("develop", "OpenLuffy-Rollback", id)).as(point).isEqualTo(1);
      }
    }
  }

  private void falls(String environment, Health health) {
    world.applications.falls(World.application(environment), health, "by the test");
    world.settle();
  }

  private Release broken(String content) {
    var release = world.push(World.develop(), content);
    world.applications.isBroken(World.application("dev"), release.tag());
    world.settle();
    return release;
  }

  private List<Rollback> rollbacks(EnvironmentKey place) {
    return world.server.promotions.rollbacks(place, 10);
  }

  private String running(String environment) {
    return world.applications.running(World.application(environment));
  }

  private Release inDev(String content) {
    return inDev(world, content);
  }

  private static Release inDev(World world, String content) {
    var release = world.push(World.develop(), content);
    world.settle();
    world.seconds(40);
    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
    return release;
  }

  private Release inProd(String content) {
    var release = world.push(World.main(), content);
    world.settle();
    world.server.promotions.approve(
        world.promotion(release, "prod").id(), World.BEN, world.shown(release), "");
    world.settle();
    world.seconds(5);
    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
    return release;
  }
}
