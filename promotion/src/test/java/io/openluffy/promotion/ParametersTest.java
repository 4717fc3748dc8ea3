package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Protection;
import io.openluffy.release.Release;
import io.openluffy.release.ValuesTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A protected environment whose tags are the Application's parameters, which anybody may edit. */
class ParametersTest {
  private final World world = new World();
  private final Release release;

  ParametersTest() {
    var rule =
        world
            .projects
            .find(World.SHOP)
            .flatMap(project -> project.configuration().environment("prod"))
            .flatMap(EnvironmentSpec::approval);
    world.configure(
        World.environment("dev", Duration.ZERO, Optional.empty(), Optional.empty()),
        new EnvironmentSpec(
            "prod",
            "shop-prod",
            Optional.empty(),
            new ValuesTarget.ApplicationParameters(World.TAGS),
            Duration.ZERO,
            List.of(),
            Protection.NONE.withApproval(rule)));
    release = world.push(World.main(), "one");
    world.settle();
  }

  @Test
  void whatWasShownIsWhatRuns() {
    assertThat(vote(world.shown(release))).isInstanceOf(VoteAnswer.Recorded.class);
    world.settle();
    world.seconds(3);

    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
    assertThat(world.applications.find(World.application("prod")).map(ApplicationView::images))
        .hasValueSatisfying(
            images -> assertThat(images).contains("registry.example/backend:" + release.tag()));
  }

  @Test
  void anEditOfAnotherParameterAsksAgain() {
    var before = world.shown(release);
    edit("replicas", "9");
    world.settle();

    var after = world.shown(release);
    assertThat(after.diffId()).isNotEqualTo(before.diffId());
    assertThat(vote(before))
        .isInstanceOfSatisfying(
            VoteAnswer.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("approval.binding-changed"));
    assertThat(vote(after)).isInstanceOf(VoteAnswer.Recorded.class);
    world.settle();
    world.seconds(3);
    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
    assertThat(world.applications.running(World.application("prod"))).contains("replicas=9");
  }

  @Test
  void aVoteThatAnEditOvertookCountsNoMoreAndSaysSo() {
    edit("replicas", "9");
    vote(world.shown(release));
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.promotion(release, "prod").waiting().orElseThrow().message())
        .isEqualTo(
            "0 of 1 approvals by role:approver."
                + " The approval of ben counts no more: the rendered diff changed since.");
    assertThat(world.applications.running(World.application("prod"))).isEmpty();
  }

  @Test
  void anEditOfTheTagItselfIsSaidAndNothingIsApplied() {
    edit("backend.image.tag", "sneaked-in");
    world.settle();

    var waiting = world.promotion(release, "prod").waiting().orElseThrow();
    assertThat(waiting.reason()).isEqualTo("NotRendered");
    assertThat(waiting.message()).contains("changed its parameters", release.tag());
    vote(world.shown(release));
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.applications.running(World.application("prod"))).isEmpty();
    assertThat(sync()).isInstanceOf(SyncAnswer.Refused.class);

    edit("backend.image.tag", release.tag());
    world.settle();
    world.seconds(3);
    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
  }

  @Test
  void anEditBetweenTheApprovalAndTheSyncAsksAgain() {
    vote(world.shown(release));
    edit("replicas", "9");
    world.server.round();
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.applications.running(World.application("prod"))).isEmpty();
  }

  @Test
  void theSecondReleaseOnTheSameCommitIsBoundAsWell() {
    vote(world.shown(release));
    world.settle();
    world.seconds(3);
    var commit = world.head("main");
    var again = world.push(World.main(), "two");
    world.git.point(World.REPOSITORY, "main", commit);
    world.settle();
    assertThat(world.state(again, "prod")).isEqualTo("AwaitingApproval");

    vote(again, world.shown(again));
    edit("replicas", "9");
    world.server.round();
    world.settle();

    assertThat(world.state(again, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.applications.running(World.application("prod")))
        .contains(release.tag())
        .doesNotContain(again.tag());
  }

  private void edit(String parameter, String value) {
    world.applications.set(World.application("prod"), Map.of(parameter, value));
  }

  private VoteAnswer vote(ApprovalBinding shown) {
    return vote(release, shown);
  }

  private VoteAnswer vote(Release of, ApprovalBinding shown) {
    return world.server.promotions.approve(world.promotion(of, "prod").id(), World.BEN, shown, "");
  }

  private SyncAnswer sync() {
    return world.applications.sync(
        World.application("prod"), SyncRequest.by(World.BEN.actor(), World.BEN.roles()));
  }
}
