package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.Protection;
import io.openluffy.release.Release;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Votes are waited for for an hour. */
class VotingTimeTest {
  private static final Protection HOUR =
      Protection.NONE.withApproval(
          Optional.of(
              new ApprovalRule(
                  2,
                  List.of(new Voter.Role("approver")),
                  Set.of(),
                  List.of(),
                  Optional.of(Duration.ofHours(1)))));

  private final World world = new World(1, HOUR);

  private Release waiting() {
    var release = world.push(World.main(), "one");
    world.settle();
    return release;
  }

  @Test
  void votesAreWaitedForUntilTheirTimeIsOver() {
    var release = waiting();
    var end = world.clock.instant().plus(Duration.ofHours(1));
    approve(release, World.BEN);
    world.settle();
    assertThat(world.promotion(release, "prod").waiting().orElseThrow().until()).hasValue(end);

    world.tick(Duration.ofMinutes(59));
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    world.restart();
    world.tick(Duration.ofMinutes(1));

    assertThat(world.state(release, "prod")).isEqualTo("Expired");
    assertThat(world.promotion(release, "prod").approvals()).hasSize(1);
    assertThat(world.server.promotions.why(release.id(), "prod").getLast().message())
        .contains("1 of 2 approvals");

    world.server.promotions.promote(release.id(), "prod", World.BEN);
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
  }

  @Test
  void aVoteAfterItsTimeIsRefusedEvenBeforeAnybodyNoticed() {
    var release = waiting();
    var shown = world.shown(release);
    var id = world.promotion(release, "prod").id();
    approve(release, World.BEN);
    world.clock.tick(Duration.ofHours(2));

    assertThat(code(world.server.promotions.approve(id, World.CLEO, shown, "")))
        .isEqualTo("approval.not-waiting");
    assertThat(code(sync(World.CLEO))).isEqualTo("gate.too-late");
  }

  @Test
  void whatWasGrantedInTimeIsGrantedThoughTheServerWasDown() {
    var release = waiting();
    approve(release, World.BEN);
    approve(release, World.CLEO);
    world.clock.tick(Duration.ofDays(1));
    world.restart();

    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  private VoteAnswer approve(Release release, Principal by) {
    return world.server.promotions.approve(
        world.promotion(release, "prod").id(), by, world.shown(release), "");
  }

  private SyncAnswer sync(Principal by) {
    return world.applications.sync(
        World.application("prod"), SyncRequest.by(by.actor(), by.roles()));
  }

  private static String code(VoteAnswer answer) {
    return answer instanceof VoteAnswer.Refused(var problem) ? problem.code() : "";
  }

  private static String code(SyncAnswer answer) {
    return answer instanceof SyncAnswer.Refused(var problem) ? problem.code() : "";
  }
}
