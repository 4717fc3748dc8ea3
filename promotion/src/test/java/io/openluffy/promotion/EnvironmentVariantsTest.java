package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import io.openluffy.kernel.Outcome;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Protection;
import io.openluffy.release.ValuesTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentVariantsTest {

  @Test
  void prodWaitsUntilTheSameContentArrivedInPreprod() {
    var world = new World(1, 1, Optional.of("preprod"));
    var release = world.push(World.main(), "one");
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Queued");
    assertThat(world.promotion(release, "prod").waiting().orElseThrow().reason())
        .isEqualTo("Untested");
    assertThat(world.server.promotions.why(release.id(), "prod"))
        .anyMatch(condition -> !condition.met() && condition.title().equals("Tested"));

    world.push(World.develop(), "one");
    world.settle();
    world.seconds(40);

    assertThat(world.server.promotions.tested(release.id(), "prod")).isEqualTo(Tested.TESTED);
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
  }

  @Test
  void withoutARequirementUntestedIsSaidAndHindersNobody() {
    var world = new World();
    var release = world.push(World.main(), "one");
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.server.promotions.why(release.id(), "prod"))
        .anyMatch(condition -> condition.met() && condition.message().contains("untested"));
    var first = world.push(World.develop(), "two");
    assertThat(world.server.promotions.why(first.id(), "dev"))
        .noneMatch(condition -> condition.title().equals("Tested"));
  }

  @Test
  void tagsCanGoIntoTheApplicationsParameters() {
    var world = new World();
    world.configure(parameters());
    var before = world.head("develop");
    var release = world.push(World.develop(), "one");
    var pushed = world.head("develop");
    world.settle();
    world.seconds(5);

    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
    assertThat(world.head("develop")).isEqualTo(pushed).isNotEqualTo(before);
    assertThat(world.applications.find(World.application("dev")).map(ApplicationView::images))
        .hasValueSatisfying(
            images -> assertThat(images).contains("registry.example/backend:" + release.tag()));
  }

  private static EnvironmentSpec parameters() {
    var file = World.environment("dev", Duration.ZERO, Optional.empty(), Optional.empty());
    return new EnvironmentSpec(
        file.name(),
        file.application(),
        file.url(),
        new ValuesTarget.ApplicationParameters(World.TAGS),
        file.healthyFor(),
        List.of(),
        Protection.NONE);
  }

  @Test
  void aValuesFileWithoutTheKeyFailsWithItsPlace() {
    var world = new World();
    world.git.commitFiles(
        World.REPOSITORY,
        "develop",
        World.author("ana"),
        "Break it",
        Map.of(World.values("dev"), "backend: {image: {tag: x}}\n"));
    var release = world.push(World.develop(), "one");
    world.settle();

    var failed = (PromotionState.Failed) world.promotion(release, "dev").state();
    assertThat(failed.problem().code()).isEqualTo("values.missing-key");
    assertThat(failed.problem().where().toString()).contains("dev.yaml:1");
    assertThat(world.state(release, "preprod")).isEqualTo("none");
  }

  @Test
  void anUnreachableGitIsWaitedFor() {
    var world = new World();
    var release = world.push(World.develop(), "one");
    var since = world.clock.instant();
    world.git.fail(
        World.REPOSITORY,
        Problem.world("git.unreachable", "The git host is away.", Where.NOWHERE, "").asException());
    world.settle();
    assertThat(world.state(release, "dev")).isEqualTo("Writing");
    var waiting = world.promotion(release, "dev").waiting().orElseThrow();
    assertThat(waiting.reason()).isEqualTo("Retrying");
    assertThat(waiting.message()).contains("The git host is away.");
    assertThat(waiting.since()).isEqualTo(since);

    world.tick(Duration.ofSeconds(10));
    assertThat(world.promotion(release, "dev").waiting()).contains(waiting);
    assertThat(world.server.promotions.why(release.id(), "dev"))
        .anySatisfy(
            condition -> {
              assertThat(condition.title()).isEqualTo("Written");
              assertThat(condition.message()).contains("The git host is away.");
              assertThat(condition.since()).contains(since);
              assertThat(condition.until()).contains(since.plusSeconds(15));
            });
    assertThat(world.server.outcomes)
        .anySatisfy(
            outcome -> {
              assertThat(outcome).isInstanceOf(Outcome.Troubled.class);
              assertThat(((Outcome.Troubled) outcome).again()).isEqualTo(since.plusSeconds(15));
            });

    world.git.recover(World.REPOSITORY);
    world.settle();
    assertThat(world.promotion(release, "dev").waiting().orElseThrow().reason())
        .isNotEqualTo("Retrying");
    world.seconds(40);
    assertThat(world.state(release, "preprod")).isEqualTo("Arrived");
  }

  @Test
  void anUnreachableClusterIsWaitedForInEveryState() {
    var world = new World();
    var release = world.push(World.develop(), "one");
    world.settle();
    world.seconds(3);
    assertThat(world.state(release, "dev")).isEqualTo("Soaking");
    world.applications.away(true);
    world.settle();

    assertThat(world.state(release, "dev")).isEqualTo("Soaking");
    assertThat(world.server.promotions.why(release.id(), "dev"))
        .anySatisfy(
            condition -> {
              assertThat(condition.title()).isEqualTo("Soaked");
              assertThat(condition.message()).contains("The cluster is away.");
              assertThat(condition.until()).contains(world.clock.instant().plusSeconds(1));
            });

    world.applications.away(false);
    world.settle();
    assertThat(world.promotion(release, "dev").waiting().orElseThrow().reason())
        .isEqualTo("HealthyFor");
  }

  @Test
  void whyTellsWhatThePodsAreAtNow() {
    var world = new World();
    world.applications.startsIn(World.application("dev"), Duration.ofMinutes(1));
    var release = world.push(World.develop(), "one");
    world.settle();
    world.applications.falls(World.application("dev"), Health.PROGRESSING, "1 of 3 pods");
    world.settle();
    var facts = world.store.journal().last();
    world.applications.falls(World.application("dev"), Health.PROGRESSING, "2 of 3 pods");
    world.settle();

    assertThat(world.store.journal().last()).isEqualTo(facts);
    assertThat(world.server.promotions.why(release.id(), "dev"))
        .anyMatch(condition -> condition.message().contains("2 of 3 pods"));
    assertThat(world.server.promotions.live(world.promotion(release, "dev")).waiting())
        .hasValueSatisfying(wait -> assertThat(wait.message()).contains("2 of 3 pods"));
  }

  @Test
  void anEnvironmentThatIsGoneFailsThePromotion() {
    var world = new World();
    world.configure(parameters());
    var release = world.push(World.main(), "one");
    world.settle();

    var failed = (PromotionState.Failed) world.promotion(release, "prod").state();
    assertThat(failed.problem().code()).isEqualTo("promotion.no-environment");
  }

  @Test
  void driftStartsTheClockAgainAndIsHealed() {
    var world = new World();
    var release = world.push(World.develop(), "one");
    world.settle();
    world.seconds(20);
    world.applications.drifts(World.application("dev"));
    world.server.round();

    var state = world.promotion(release, "dev").state();
    assertThat(state).isInstanceOf(PromotionState.Syncing.class);
    assertThat(((PromotionState.Syncing) state).restarts()).isEqualTo(1);
    world.seconds(31);
    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
  }

  @Test
  void aDeveloperPromotesAnOlderReleaseAndAViewerDoesNot() {
    var world = new World();
    var older = world.push(World.develop(), "one");
    world.settle();
    world.seconds(70);
    world.push(World.develop(), "two");
    world.settle();
    world.seconds(70);

    assertThat(world.server.promotions.promote(older.id(), "dev", World.person("vic", "viewer")))
        .isInstanceOf(PromoteAnswer.Refused.class);
    assertThat(world.server.promotions.promote(older.id(), "dev", World.ANA))
        .isInstanceOf(PromoteAnswer.Accepted.class);
    world.settle();
    world.seconds(40);

    assertThat(world.applications.running(World.application("dev"))).contains(older.tag());
  }

  @Test
  void aBranchThatWasDeletedFailsThePromotionInTimeAndSaysSo() {
    var world = new World();
    var release = world.push(World.develop(), "one");
    world.settle();
    world.git.commitFiles(
        World.REPOSITORY, "develop", World.author("ana"), "Note", Map.of("notes.txt", "more"));
    world.settle();
    world.git.deleteBranch(World.REPOSITORY, "develop");

    world.tick(Duration.ofSeconds(5));
    world.tick(Duration.ofMinutes(11));

    assertThat(world.state(release, "dev")).isEqualTo("Failed");
    var failed = (PromotionState.Failed) world.promotion(release, "dev").state();
    assertThat(failed.problem().message()).contains("not a branch");
  }
}
