package io.openluffy.release.intake;

import static io.openluffy.release.intake.ReleaseWorld.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.RepositoryPath;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.PushOutcome.Verdict;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ReleaseImage.Origin;
import io.openluffy.release.ReleaseState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushToReleaseTest {
  private final ReleaseWorld world = ReleaseWorld.connected();

  @Test
  void aPushBecomesAReleaseWithImages() {
    world.pushSample();
    var commit = world.push("develop", "Say hello\n\nAt last.", Map.of("backend/app", "2"));

    world.run();

    var release = world.newest();
    var sha = commit.id().abbreviated();
    assertThat(release.id().value()).isEqualTo("release-dev-" + sha);
    assertThat(release.tag()).isEqualTo("dev-" + sha);
    assertThat(release.commit()).isEqualTo(commit.id());
    assertThat(release.author()).isEqualTo(ReleaseWorld.ANNA);
    assertThat(release.message()).startsWith("Say hello");
    assertThat(release.state()).isEqualTo(new ReleaseState.Ready(world.clock.instant()));
    assertThat(release.images())
        .extracting(ReleaseImage::name)
        .containsExactly("backend", "frontend");
    assertThat(world.lastVerdict()).isEqualTo(new Verdict.Released(List.of(release.id())));
  }

  @Test
  void whatDidNotChangeIsNotBuiltAgain() {
    world.pushSample();
    world.run();
    world.push("develop", "Change the backend", Map.of("backend/app", "2"));

    world.run();

    assertThat(world.newest().images())
        .extracting(ReleaseImage::name, ReleaseImage::origin)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("backend", Origin.BUILT),
            org.assertj.core.groups.Tuple.tuple("frontend", Origin.REUSED));
    assertThat(world.registry.pushes()).isEqualTo(3);
  }

  @Test
  void equalContentOnAnotherBranchGetsTheTestedDigest() {
    world.pushSample();
    world.push("develop", "Change both", Map.of("backend/app", "2", "ui/index.html", "2"));
    world.run();
    var tested = world.newest();
    world.push(
        "main",
        "Merge",
        Map.of("backend/app", "2", "ui/index.html", "2", "values/prod.yaml", "x: 1"));

    world.run();

    var release = world.newest();
    assertThat(release.pipeline().name()).isEqualTo("release-prod");
    assertThat(release.contentId()).isEqualTo(tested.contentId());
    assertThat(release.images())
        .allSatisfy(
            image -> {
              assertThat(image.origin()).isEqualTo(Origin.RETAGGED);
              assertThat(image.tag()).isEqualTo(release.tag());
              assertThat(image.digest())
                  .isEqualTo(tested.image(image.name()).orElseThrow().digest());
            });
  }

  @Test
  void aNewerPushSupersedesOneThatIsStillBuilding() {
    world.pushSample();
    world.run();
    world.builder.takes(Duration.ofSeconds(20));
    world.push("develop", "One", Map.of("backend/app", "2"));
    world.run();
    world.clock.tick(Duration.ofSeconds(5));
    world.push("develop", "Two", Map.of("backend/app", "3"));
    world.run();
    world.clock.tick(Duration.ofSeconds(20));

    world.run();

    var newest = world.newest();
    assertThat(newest.state()).isInstanceOf(ReleaseState.Ready.class);
    assertThat(world.states().get(1))
        .isInstanceOfSatisfying(
            ReleaseState.Superseded.class, s -> assertThat(s.by()).isEqualTo(newest.id()));
  }

  @Test
  void twoPushesInOneInstantKeepTheirOrder() {
    world.pushSample();
    world.push("develop", "One", Map.of("backend/app", "2"));
    world.push("develop", "Two", Map.of("backend/app", "3"));

    world.run();

    assertThat(world.releases.list(SHOP, 10).reversed())
        .extracting(Release::message)
        .containsExactly("Begin\n", "One\n", "Two\n");
    assertThat(world.newest().state()).isInstanceOf(ReleaseState.Ready.class);
  }

  @Test
  void skipCiStartsNothingAndSaysSo() {
    world.pushSample();
    world.push("develop", "Tidy up [skip ci]", Map.of("backend/app", "2"));

    world.run();

    assertThat(world.lastVerdict())
        .isInstanceOfSatisfying(
            Verdict.Skipped.class, s -> assertThat(s.reason()).isEqualTo("SkipCi"));
  }

  @Test
  void ourOwnCommitsStartNothing() {
    world.pushSample();
    world.run();
    write("main");

    world.run();

    assertThat(world.lastVerdict())
        .isInstanceOfSatisfying(
            Verdict.Skipped.class, s -> assertThat(s.reason()).isEqualTo("OwnCommit"));
    assertThat(world.releases.list(SHOP, 10)).hasSize(1);
  }

  @Test
  void aFastForwardOverOurCommitIsStillAPushOfItsPeople() {
    world.pushSample();
    world.push("develop", "Change", Map.of("backend/app", "2"));
    var own = write("develop");
    var before = world.git.resolve(world.url, "main");
    world.git.point(world.url, "main", own.id());
    world.pushes.moved(world.url, "main", before, own.id(), ReleaseWorld.BEN);

    world.run();

    assertThat(world.newest().pipeline().name()).isEqualTo("release-prod");
    assertThat(world.newest().commit()).isEqualTo(own.id());
  }

  @Test
  void aSquashMergeThatQuotesOurCommitsIsAPushOfItsPeople() {
    world.pushSample();
    world.run();
    var message =
        """
        Change the page (#7)

        * Change the page

        * Set dev to dev-1234567 [skip ci]

        OpenLuffy-Promotion: dev-1
        OpenLuffy-Release: release-dev-1234567
        """;
    world.push("main", message, Map.of("ui/index.html", "<h1>2</h1>"));

    world.run();

    assertThat(world.lastVerdict()).isInstanceOf(Verdict.Released.class);
  }

  @Test
  void aTreeThatCanNotBeReadIsRefusedAndHoldsUpNobody() {
    world.pushSample();
    world.run();
    var before = world.project().configuration();
    var hostile = world.push("main", "Forge", Map.of(".openluffy/more.yaml", ""));
    world.git.failListing(
        hostile.id(),
        Problem.user("git.bad-path", "No path.", Where.of(".openluffy/a\\b.yaml"), "")
            .asException());
    world.run();
    assertThat(world.lastVerdict())
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.code()).isEqualTo("git.bad-path")));
    assertThat(world.project().configuration()).isEqualTo(before);
    assertThat(world.project().configProblems()).hasSize(1);

    world.push("develop", "Change", Map.of("backend/app", "9"));
    world.run();

    assertThat(world.lastVerdict()).isInstanceOf(Verdict.Released.class);
  }

  private io.openluffy.git.Commit write(String branch) {
    return world.git.edit(
        world.url,
        new Edit(
            branch,
            io.openluffy.git.Author.OPENLUFFY,
            "Promote [skip ci]",
            Map.of("OpenLuffy-Promotion", "p-1"),
            List.of(FileEdit.write(new RepositoryPath("values/dev.yaml"), "backend: {tag: x}\n"))));
  }

  @Test
  void aBranchWithoutPipelineStartsNothing() {
    world.pushSample();
    world.push("feature", "Try", Map.of("backend/app", "2"));

    world.run();

    assertThat(world.lastVerdict())
        .isInstanceOfSatisfying(
            Verdict.Skipped.class, s -> assertThat(s.reason()).isEqualTo("NoPipeline"));
  }

  @Test
  void aRepositoryWithoutConfigurationIsToldWhatToDo() {
    world.push("main", "Begin", Map.of("README.md", "hello"));

    world.run();

    assertThat(world.lastVerdict())
        .isInstanceOfSatisfying(
            Verdict.Skipped.class, s -> assertThat(s.reason()).isEqualTo("NoConfiguration"));
    assertThat(world.project().configProblems())
        .extracting(Problem::code)
        .containsExactly("config.missing");
  }

  @Test
  void aBrokenConfigurationStaysOutOfForce() {
    world.pushSample();
    world.run();
    var good = world.project().configuration();
    var broken = ReleaseWorld.CONFIG.replace("tag: main-{sha}", "tagg: main-{sha}");
    world.push("main", "Break it", Map.of(".openluffy/openluffy.yaml", broken));

    world.run();

    assertThat(world.lastVerdict()).isInstanceOf(Verdict.Refused.class);
    assertThat(world.project().configuration()).isEqualTo(good);
    assertThat(world.project().configProblems())
        .singleElement()
        .satisfies(p -> assertThat(p.remedy()).contains("Did you mean 'tag'?"));
    assertThat(world.releases.list(SHOP, 10)).hasSize(1);
  }

  @Test
  void aBranchDeletedWhileBuildingFailsItsRelease() {
    world.pushSample();
    world.run();
    world.builder.takes(Duration.ofMinutes(1));
    var commit = world.push("develop", "Change", Map.of("backend/app", "2"));
    world.run();
    world.git.deleteBranch(world.url, "develop");
    world.pushes.observe(
        world.url,
        world.pushes.heads(world.url),
        world.git.branches(world.url),
        (a, b) -> true,
        (b, c) -> ReleaseWorld.BEN);

    world.run();

    assertThat(world.newest().commit()).isEqualTo(commit.id());
    assertThat(world.newest().state())
        .isInstanceOfSatisfying(
            ReleaseState.Failed.class,
            f -> assertThat(f.problem().code()).isEqualTo("release.branch-deleted"));
  }

  @Test
  void aForcePushReleasesWhatIsThereNow() {
    world.pushSample();
    var first = world.push("develop", "One", Map.of("backend/app", "2"));
    world.push("develop", "Two", Map.of("backend/app", "3"));
    world.run();
    world.git.point(world.url, "develop", first.id());
    world.pushes.observe(
        world.url,
        world.pushes.heads(world.url),
        world.git.branches(world.url),
        (a, b) -> false,
        (b, c) -> ReleaseWorld.BEN);

    world.run();

    assertThat(world.newest().commit()).isEqualTo(first.id());
    assertThat(world.newest().id().value()).endsWith("-2");
    assertThat(world.newest().state()).isInstanceOf(ReleaseState.Ready.class);
  }
}
