package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code kill -9} at any moment of the journey: it ends in the same place, nothing done twice. */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
  @TempDir Path folder;
  private final List<String> developed = new ArrayList<>();
  private final List<String> merged = new ArrayList<>();

  @Test
  void journeysSurviveTenKills() throws Exception {
    journeys(10, 7);
  }

  @Test
  @Tag("long")
  void journeysSurviveSixtyKills() throws Exception {
    journeys(60, 11);
  }

  private void journeys(int kills, long seed) throws InterruptedException {
    var first = RealServer.start(folder.resolve("home"));
    var project = RealProject.begin(first, folder.resolve("work"));
    var storm = new Storm(first, seed);
    try {
      for (var round = 1; storm.kills() < kills; round++) {
        toPreprod(project, storm, "Round " + round);
        toProd(project, storm, "Round " + round);
        checkNothingTwice(project);
      }
    } finally {
      project.server().kill();
    }
    Patience.until("nobody is left behind", () -> project.server().companions().isEmpty());
  }

  private void toPreprod(RealProject project, Storm storm, String text)
      throws InterruptedException {
    var commit = project.commit("develop", text);
    pushed(project, storm, "develop", commit);
    project.moveTo(storm.during(Duration.ofSeconds(4), () -> {}));

    project.awaits(commit, "dev", "Arrived");
    project.awaits(commit, "preprod", "Arrived");
    assertThat(Site.headline(project.server(), "dev.openluffy.localhost")).isEqualTo(text);
    assertThat(Site.headline(project.server(), "preprod.openluffy.localhost")).isEqualTo(text);
    developed.add(commit);
  }

  private void toProd(RealProject project, Storm storm, String text) throws InterruptedException {
    var commit = project.commit("main", text);
    pushed(project, storm, "main", commit);
    approved(project, storm, commit);

    project.awaits(commit, "prod", "Arrived");
    assertThat(Site.headline(project.server(), "openluffy.localhost")).isEqualTo(text);
    merged.add(commit);
  }

  /** What was not answered is pushed again, as people do; what was answered must be there. */
  private static void pushed(RealProject project, Storm storm, String branch, String commit)
      throws InterruptedException {
    var answered = new AtomicBoolean();
    project.moveTo(
        storm.during(
            Duration.ofMillis(1_500), () -> answered.set(project.tryPush(branch).code() == 0)));
    if (!project.has(branch, commit)) {
      assertThat(answered).as("a push that was answered is lost").isFalse();
      project.push(branch);
    }
  }

  private static void approved(RealProject project, Storm storm, String commit)
      throws InterruptedException {
    var shown = project.shown(commit);
    var answered = new AtomicBoolean();
    project.moveTo(
        storm.during(
            Duration.ofMillis(800), () -> answered.set(tryApprove(project, shown) == 200)));
    var votes = project.promotion(commit, "prod").orElseThrow().path("approvals");
    if (votes.isEmpty()) {
      assertThat(answered).as("an approval that was answered is lost").isFalse();
      assertThat(project.approve(project.ben(), project.shown(commit)).status()).isEqualTo(200);
    }
  }

  private static int tryApprove(
      RealProject project, com.fasterxml.jackson.databind.JsonNode shown) {
    try {
      return project.tryApprove(project.ben(), shown).status();
    } catch (IOException killed) {
      return 0;
    }
  }

  private void checkNothingTwice(RealProject project) {
    assertThat(project.promotionsOf("develop"))
        .doesNotHaveDuplicates()
        .hasSize(2 * developed.size());
    assertThat(project.promotionsOf("main")).doesNotHaveDuplicates().hasSize(merged.size());
    assertThat(project.commits("develop")).isEqualTo(1 + 3 * developed.size());
    assertThat(project.commits("main")).isEqualTo(1 + 2 * merged.size());
    for (var commit : developed) {
      assertThat(project.releases(commit)).hasSize(1);
    }
    for (var commit : merged) {
      assertThat(project.releases(commit)).hasSize(1);
      assertThat(project.promotion(commit, "prod").orElseThrow().path("approvals")).hasSize(1);
    }
    checkImages(project);
    assertThat(project.verdict().path("intact").asBoolean()).isTrue();
  }

  /** One image a service and release in the registry, told once, and in prod what was tested. */
  private void checkImages(RealProject project) {
    for (var service : List.of("backend", "frontend")) {
      var images = project.images(service);
      assertThat(images).hasSize(developed.size() + merged.size());
      for (int i = 0; i < developed.size(); i++) {
        assertThat(images.get(tag("dev", developed.get(i))))
            .isNotNull()
            .isEqualTo(images.get(tag("main", merged.get(i))));
      }
    }
    for (var commit : Stream.concat(developed.stream(), merged.stream()).toList()) {
      var release = project.release(commit).orElseThrow();
      var about = "release/" + release.path("id").asText();
      assertThat(project.facts("release.image-pushed", about)).isEqualTo(2);
      for (var image : release.path("images")) {
        assertThat(project.images(image.path("name").asText()))
            .containsEntry(release.path("tag").asText(), image.path("digest").asText());
      }
    }
  }

  private static String tag(String lane, String commit) {
    return lane + "-" + commit.substring(0, 7);
  }
}
