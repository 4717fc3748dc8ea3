package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.Release;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private final World world = new World();

  @Test
  void devGoesBackByARevertThatStaysTheHead() {
    var one = inDev("one");
    var before = world.file("develop", "dev");
    var two = inDev("two");

    accepted(
        world.server.promotions.rollback(
            World.DEV, new RollbackTarget.Previous(), true, World.ANA));
    world.settle();
    world.seconds(40);

    assertThat(world.file("develop", "dev")).isEqualTo(before);
    assertThat(world.applications.running(World.application("dev"))).contains(one.tag());
    assertThat(world.state(two, "dev")).isEqualTo("RolledBack");
    assertThat(world.server.promotions.current(World.DEV).orElseThrow().release())
        .isEqualTo(one.id());
  }

  @Test
  void devGoesFurtherBackByWritingTheTagsAgain() {
    var one = inDev("one");
    inDev("two");
    inDev("three");

    accepted(
        world.server.promotions.rollback(
            World.DEV, new RollbackTarget.ToRelease(one.id()), false, World.ANA));
    world.settle();

    assertThat(world.applications.running(World.application("dev"))).contains(one.tag());
    assertThat(world.server.promotions.current(World.DEV).orElseThrow().release())
        .isEqualTo(one.id());
  }

  @Test
  void whatIsBeingWatchedCanBeTakenBackAndIsNotPromoted() {
    inDev("one");
    var bad = world.push(World.develop(), "bad");
    world.settle();
    world.seconds(5);

    accepted(
        world.server.promotions.rollback(
            World.DEV, new RollbackTarget.Previous(), false, World.ANA));
    world.settle();
    world.seconds(60);

    assertThat(world.state(bad, "dev")).isEqualTo("RolledBack");
    assertThat(world.state(bad, "preprod")).isEqualTo("none");
  }

  @Test
  void prodGoesBackByHistoryWhileGitIsAwayAndSaysSoInGitLater() {
    var one = inProd("one");
    var two = inProd("two");
    world.git.fail(
        World.REPOSITORY,
        Problem.world("git.unreachable", "away", Where.NOWHERE, "").asException());

    accepted(
        world.server.promotions.rollback(
            World.PROD, new RollbackTarget.Previous(), true, World.BEN));
    world.settle();

    assertThat(world.applications.running(World.application("prod"))).contains(one.tag());
    assertThat(world.applications.find(World.application("prod")).orElseThrow().pin()).isPresent();
    assertThat(world.state(two, "prod")).isEqualTo("RolledBack");
    assertThat(rollbackState()).isEqualTo("Effective");
    var waiting = rollback().waiting().orElseThrow();
    assertThat(waiting.reason()).isEqualTo("Retrying");
    assertThat(waiting.message()).contains("away");
    assertThat(waiting.until(world.clock.instant())).contains(world.clock.instant().plusSeconds(1));

    world.git.recover(World.REPOSITORY);
    world.settle();
    assertThat(rollbackState()).isEqualTo("Done");
    assertThat(rollback().waiting()).isEmpty();
    assertThat(world.file("main", "prod")).contains(one.tag());
    world.seconds(60);
    assertThat(world.applications.running(World.application("prod"))).contains(one.tag());
  }

  @Test
  void prodGoesForwardAgainAndTheNextApprovalUnpins() {
    inProd("one");
    var two = inProd("two");
    accepted(
        world.server.promotions.rollback(
            World.PROD, new RollbackTarget.Previous(), false, World.BEN));
    world.settle();

    accepted(
        world.server.promotions.rollback(
            World.PROD, new RollbackTarget.ToRelease(two.id()), false, World.BEN));
    world.settle();
    assertThat(world.applications.running(World.application("prod"))).contains(two.tag());
    assertThat(world.state(two, "prod")).isEqualTo("Arrived");

    var three = inProd("three");
    assertThat(world.state(three, "prod")).isEqualTo("Arrived");
    assertThat(world.applications.find(World.application("prod")).orElseThrow().pin()).isEmpty();
  }

  @Test
  void aDeveloperMayNotTakeProdBackAndNobodyWhereNothingWasApproved() {
    inProd("one");

    assertThat(
            refusal(
                world.server.promotions.rollback(
                    World.PROD, new RollbackTarget.Previous(), false, World.ANA)))
        .isEqualTo("promotion.forbidden");
    assertThat(
            refusal(
                world.server.promotions.rollback(
                    World.PROD, new RollbackTarget.Previous(), false, World.BEN)))
        .isEqualTo("rollback.impossible");
    assertThat(
            refusal(
                world.server.promotions.rollback(
                    World.PROD, new RollbackTarget.ToHistory(77), false, World.BEN)))
        .isEqualTo("rollback.impossible");
  }

  private String rollbackState() {
    return rollback().state().word();
  }

  private Rollback rollback() {
    return world.server.promotions.rollbacks(World.PROD, 1).getFirst();
  }

  private Release inDev(String content) {
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

  private static void accepted(RollbackAnswer answer) {
    assertThat(answer).isInstanceOf(RollbackAnswer.Accepted.class);
  }

  private static String refusal(RollbackAnswer answer) {
    return ((RollbackAnswer.Refused) answer).problem().code();
  }
}
