package io.openluffy.release.intake;

import static io.openluffy.release.intake.ReleaseWorld.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.JournalEntry;
import io.openluffy.release.ReleaseState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseInTroubleTest {
  private final ReleaseWorld world = ReleaseWorld.connected();

  @Test
  void aMissingDockerfileFailsTheReleaseWithItsPlace() {
    var files = ReleaseWorld.sample(ReleaseWorld.CONFIG);
    files.remove("ui/Dockerfile");
    world.push("main", "Begin", files);

    world.run();

    assertThat(world.newest().state())
        .isInstanceOfSatisfying(
            ReleaseState.Failed.class,
            f -> {
              assertThat(f.problem().code()).isEqualTo("build.no-dockerfile");
              assertThat(f.problem().where().subject()).isEqualTo("ui/Dockerfile");
            });
  }

  @Test
  void aMissingContextFailsTheRelease() {
    world.push(
        "main",
        "Begin",
        ReleaseWorld.sample(ReleaseWorld.CONFIG.replace("context: ui", "context: web")));

    world.run();

    assertThat(world.newest().state())
        .isInstanceOfSatisfying(
            ReleaseState.Failed.class,
            f -> assertThat(f.problem().code()).isEqualTo("build.no-context"));
  }

  @Test
  void aTagOfSomebodyElseIsNeverMoved() {
    world.pushSample();
    world.run();
    var commit = world.push("develop", "Change", Map.of("backend/app", "2"));
    world.registry.push(
        io.openluffy.release.build.ImageReference.of(
            "registry.example/backend", "dev-" + commit.id().abbreviated()),
        "sha256:" + "9".repeat(64),
        io.openluffy.release.build.ImageConfiguration.EMPTY);

    world.run();

    assertThat(world.newest().state())
        .isInstanceOfSatisfying(
            ReleaseState.Failed.class,
            f -> assertThat(f.problem().code()).isEqualTo("build.tag-taken"));
  }

  @Test
  void aRegistryThatIsAwayIsWaitedForVisibly() {
    world.registry.fail(
        Problem.world("registry.unreachable", "Away.", Where.of("registry.example"), ""));
    world.pushSample();
    world.run();
    assertThat(world.newest().state())
        .isInstanceOfSatisfying(
            ReleaseState.Building.class,
            b ->
                assertThat(b.hindered())
                    .map(trouble -> trouble.problem().code())
                    .contains("registry.unreachable"));
    var since = world.clock.instant();
    assertThat(world.newest().waiting())
        .hasValueSatisfying(
            wait -> {
              assertThat(wait.message()).contains("Away.");
              assertThat(wait.since()).isEqualTo(since);
              assertThat(wait.until(since)).contains(since.plusSeconds(1));
            });
    world.registry.recover();
    world.clock.tick(Duration.ofMinutes(1));

    world.run();

    assertThat(world.newest().state()).isInstanceOf(ReleaseState.Ready.class);
  }

  @Test
  void aRestartInTheMiddleBuildsNothingTwice() {
    world.builder.takes(Duration.ofSeconds(10));
    world.pushSample();
    world.run();
    world.clock.tick(Duration.ofSeconds(10));
    world.run();
    world.push("develop", "Change", Map.of("backend/app", "2", "ui/index.html", "2"));
    world.builder.takes(Duration.ofSeconds(10));
    world.run();
    world.restart();
    world.run();

    assertThat(world.newest().state()).isInstanceOf(ReleaseState.Ready.class);
    assertThat(world.registry.pushes()).isEqualTo(4);
  }

  @Test
  void aFailedReleaseCanBeTriedAgain() {
    world.builder.fail("backend", Problem.user("build.failed", "No.", Where.NOWHERE, ""));
    world.pushSample();
    world.run();
    assertThat(world.newest().state()).isInstanceOf(ReleaseState.Failed.class);
    world.builder.recover("backend");

    assertThat(world.releases.retry(world.newest().id(), ReleaseWorld.BEN)).isEmpty();
    world.run();

    assertThat(world.newest().state()).isInstanceOf(ReleaseState.Ready.class);
    assertThat(world.releases.retry(world.newest().id(), ReleaseWorld.BEN)).isPresent();
  }

  @Test
  void theJournalTellsTheStoryAndVerifies() {
    world.pushSample();

    world.run();

    assertThat(world.store.journal().after(0, 100).stream().map(JournalEntry::fact))
        .extracting(fact -> fact.what())
        .containsSubsequence(
            "project.connected",
            "git.pushed",
            "project.configured",
            "release.accepted",
            "push.released",
            "release.build-started",
            "release.image-pushed",
            "release.ready");
    assertThat(world.store.journal().verify()).isEmpty();
  }

  @Test
  void theLogOfTheBuildIsKept() {
    world.pushSample();
    world.run();

    var lines = world.releases.buildLog(world.newest().id(), 0, 100);

    assertThat(lines).isNotEmpty();
    assertThat(lines.getFirst().number()).isEqualTo(1);
    assertThat(world.releases.buildLog(world.newest().id(), lines.size(), 100)).isEmpty();
  }

  @Test
  void theManifestsOfTheApplicationsAreShown() {
    world.pushSample();
    world.run();

    assertThat(world.projects.applicationManifests(SHOP))
        .singleElement()
        .satisfies(file -> assertThat(file.path()).isEqualTo("argocd/shop-dev.yaml"));
  }
}
