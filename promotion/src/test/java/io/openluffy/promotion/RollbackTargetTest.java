package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTargetTest {
  private final World world = new World();

  @Test
  void aMomentLeadsToWhatStoodThereThen() {
    var early = world.clock.instant();
    var one = inDev("one");
    var then = world.clock.instant();
    world.tick(Duration.ofHours(1));
    inDev("two");
    inDev("three");

    assertThat(preview(new RollbackTarget.AtTime(then)).target().orElseThrow().release())
        .isEqualTo(one.id());
    assertThat(preview(new RollbackTarget.AtTime(early.minusSeconds(1))).refusal()).isPresent();
    assertThat(preview(new RollbackTarget.AtTime(world.clock.instant())).refusal()).isPresent();

    ask(new RollbackTarget.AtTime(then), true);
    world.seconds(5);
    assertThat(running()).contains(one.tag());
  }

  @Test
  void aMomentAfterARollbackLeadsToWhatThatLedTo() {
    var one = inDev("one");
    inDev("two");
    ask(new RollbackTarget.Previous(), true);
    world.seconds(5);
    Instant back = world.clock.instant();
    world.seconds(5);
    inDev("three");

    assertThat(preview(new RollbackTarget.AtTime(back)).target().orElseThrow().release())
        .isEqualTo(one.id());
  }

  @Test
  void whatFailedThereIsWhatIsLeft() {
    var one = inDev("one");
    var two = world.push(World.develop(), "two");
    world.applications.isBroken(World.application("dev"), two.tag());
    world.settle();
    world.tick(Duration.ofMinutes(11));
    world.seconds(2);
    assertThat(world.state(two, "dev")).isEqualTo("Failed");

    var preview = preview(new RollbackTarget.Previous());
    assertThat(preview.present().orElseThrow().release()).isEqualTo(two.id());
    assertThat(preview.target().orElseThrow().release()).isEqualTo(one.id());
    ask(new RollbackTarget.Previous(), true);
    world.seconds(5);

    assertThat(running()).contains(one.tag());
    assertThat(world.file("develop", "dev")).contains(one.tag());
    assertThat(world.state(two, "dev")).isEqualTo("RolledBack");
    assertThat(world.state(one, "dev")).isEqualTo("Arrived");
  }

  @Test
  void aRevertNeverBringsBackWhatWasOvertakenOnItsWay() {
    var one = inDev("one");
    world.push(World.develop(), "overtaken");
    world.settle();
    var three = world.push(World.develop(), "three");
    world.settle();
    world.seconds(3);

    ask(new RollbackTarget.Previous(), true);
    world.seconds(5);

    assertThat(world.state(three, "dev")).isEqualTo("RolledBack");
    assertThat(world.file("develop", "dev")).contains(one.tag());
    assertThat(running()).contains(one.tag());
  }

  @Test
  void theClusterIsBackWhileGitIsAway() {
    var one = inDev("one");
    inDev("two");
    world.git.fail(
        World.REPOSITORY,
        Problem.world("git.unreachable", "away", Where.NOWHERE, "").asException());

    ask(new RollbackTarget.Previous(), true);
    world.settle();

    assertThat(running()).contains(one.tag());
    assertThat(rollback().state().word()).isEqualTo("Effective");
    world.git.recover(World.REPOSITORY);
    world.seconds(3);
    assertThat(rollback().state().word()).isEqualTo("Done");
    assertThat(running()).contains(one.tag());
    assertThat(world.applications.find(World.application("dev")).orElseThrow().pin()).isEmpty();
  }

  @Test
  void aPinHoldsUntilSomebodyTakesItOff() {
    var one = inDev("one");
    inDev("two");
    var git = world.file("develop", "dev");
    ask(new RollbackTarget.Previous(), false);
    world.seconds(60);

    assertThat(running()).contains(one.tag());
    assertThat(world.file("develop", "dev")).isEqualTo(git);
    var three = world.push(World.develop(), "three");
    world.seconds(60);
    assertThat(running()).contains(one.tag());
    assertThat(world.promotion(three, "dev").waiting().orElseThrow().reason()).isEqualTo("Pinned");
  }

  @Test
  void whatWaitsForApprovalKeepsItsTagsInGit() {
    inProd("one");
    inProd("two");
    var three = world.push(World.main(), "three");
    world.settle();
    assertThat(world.state(three, "prod")).isEqualTo("AwaitingApproval");

    world.server.promotions.rollback(World.PROD, new RollbackTarget.Previous(), true, World.BEN);
    world.seconds(5);

    assertThat(world.state(three, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.file("main", "prod")).contains(three.tag());
    assertThat(world.server.promotions.rollbacks(World.PROD, 1).getFirst().state().word())
        .isEqualTo("Done");
  }

  @Test
  void overWhatCantBeTakenBackItTakesAnApproverAndAReason() {
    var one = inDev("one");
    var two = Policies.pushOneWay(world, World.develop(), "two", "It drops a column.");
    world.seconds(40);
    inDev("three");

    assertThat(preview(new RollbackTarget.ToRelease(two.id())).over()).isEmpty();
    assertThat(preview(new RollbackTarget.ToRelease(one.id())).over().orElseThrow().inWords())
        .contains(two.tag(), "It drops a column.");
    var target = new RollbackTarget.ToRelease(one.id());
    assertThat(code(force(target, Optional.empty(), false))).isEqualTo("rollback.irreversible");
    assertThat(code(force(target, Optional.of("we must"), false))).isEqualTo("promotion.forbidden");
    assertThat(code(force(target, Optional.of(" "), true))).isEqualTo("rollback.no-reason");
    assertThat(force(target, Optional.of("The column is empty."), true))
        .isInstanceOf(RollbackAnswer.Accepted.class);
    world.seconds(5);
    assertThat(running()).contains(one.tag());
    assertThat(rollback().forcedBecause()).contains("The column is empty.");
  }

  @Test
  void aNewerRollbackTakesThePlaceOfOneUnderWay() {
    var one = inDev("one");
    inDev("two");
    inDev("three");
    world.applications.away(true);
    world.server.promotions.rollbacks(World.DEV, 1);
    world.applications.away(false);
    var first = ask(new RollbackTarget.Previous(), true);
    var same = ask(new RollbackTarget.Previous(), true);
    ask(new RollbackTarget.ToRelease(one.id()), true);
    world.seconds(5);

    assertThat(same.id()).isEqualTo(first.id());
    assertThat(running()).contains(one.tag());
    assertThat(world.server.promotions.rollbacks(World.DEV, 5))
        .extracting(rollback -> rollback.state().word())
        .containsExactly("Done", "Failed");
  }

  private RollbackAnswer force(RollbackTarget target, Optional<String> reason, boolean approver) {
    return world.server.promotions.rollback(
        World.DEV, new RollbackOrder(target, true, reason), approver ? World.BEN : World.ANA);
  }

  private static String code(RollbackAnswer answer) {
    return ((RollbackAnswer.Refused) answer).problem().code();
  }

  private RollbackPreview preview(RollbackTarget target) {
    return world.server.promotions.rollbackPreview(World.DEV, target);
  }

  private Rollback ask(RollbackTarget target, boolean alsoInGit) {
    var answer = world.server.promotions.rollback(World.DEV, target, alsoInGit, World.ANA);
    return ((RollbackAnswer.Accepted) answer).rollback();
  }

  private Rollback rollback() {
    return world.server.promotions.rollbacks(World.DEV, 1).getFirst();
  }

  private String running() {
    return world.applications.running(World.application("dev"));
  }

  private Release inDev(String content) {
    var release = world.push(World.develop(), content);
    world.settle();
    world.seconds(40);
    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
    return release;
  }

  private void inProd(String content) {
    var release = world.push(World.main(), content);
    world.settle();
    world.server.promotions.approve(
        world.promotion(release, "prod").id(), World.BEN, world.shown(release), "");
    world.settle();
    world.seconds(5);
    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
  }
}
