package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.Problem;
import io.openluffy.release.Release;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BadReleaseTest {
  private final World world = new World();

  @Test
  void whatIsBadGoesNoFurtherAndWhySaysSo() {
    var bad = world.push(World.develop(), "one");
    world.settle();
    world.seconds(5);

    mark(bad, "It loses orders.");
    world.settle();
    world.seconds(60);

    assertThat(world.state(bad, "dev")).isEqualTo("Failed");
    assertThat(world.state(bad, "preprod")).isEqualTo("none");
    assertThat(world.server.promotions.why(bad.id(), "preprod"))
        .anyMatch(
            condition ->
                !condition.met()
                    && condition.title().equals("Not bad")
                    && condition.message().contains("ana: It loses orders."));
  }

  @Test
  void nobodyPromotesItEvenAnAdmin() {
    var bad = inDev("one");
    mark(bad, "It loses orders.");

    var answer =
        world.server.promotions.promote(bad.id(), "preprod", World.person("root", "admin"));

    assertThat(((PromoteAnswer.Refused) answer).problem().code()).isEqualTo("release.bad");
  }

  @Test
  void aReleaseWithTheSameContentIsBadToo() {
    var dev = inDev("one");
    mark(dev, "It loses orders.");

    var main = world.push(World.main(), "one");
    world.settle();
    world.seconds(5);

    assertThat(world.state(main, "prod")).isEqualTo("none");
    assertThat(world.server.promotions.bad(main).orElseThrow().of(main.id()))
        .contains("content of " + dev.id());
    world.server.promotions.unmarkBad(dev, World.ANA);
    world.server.send(main.id());
    world.settle();
    assertThat(world.state(main, "prod")).isEqualTo("AwaitingApproval");
  }

  @Test
  void whatWaitsForApprovalEndsAndNoVoteBringsItIn() {
    var bad = world.push(World.main(), "one");
    world.settle();
    var shown = world.shown(bad);
    mark(bad, "It loses orders.");

    world.server.promotions.approve(world.promotion(bad, "prod").id(), World.BEN, shown, "");
    world.settle();
    world.seconds(30);

    assertThat(world.state(bad, "prod")).isEqualTo("Failed");
    assertThat(world.applications.running(World.application("prod"))).doesNotContain(bad.tag());
  }

  @Test
  void itIsNotOfferedAndNotGoneBackTo() {
    var one = inDev("one");
    var bad = inDev("two");
    inDev("three");
    mark(bad, "It loses orders.");

    var preview = world.server.promotions.rollbackPreview(World.DEV, new RollbackTarget.Previous());

    assertThat(preview.target().orElseThrow().release()).isEqualTo(one.id());
    assertThat(preview.candidates())
        .filteredOn(candidate -> candidate.promotion().release().equals(bad.id()))
        .singleElement()
        .matches(candidate -> candidate.bad().isPresent() && candidate.refusal().isPresent());
    assertThat(
            ((RollbackAnswer.Refused)
                    world.server.promotions.rollback(
                        World.DEV, new RollbackTarget.ToRelease(bad.id()), true, World.ANA))
                .problem()
                .inWords())
        .contains("It loses orders.");
  }

  @Test
  void itTakesADeveloperAReasonAndToUnmarkWhoeverDidItOrAnApprover() {
    var release = inDev("one");
    var dora = World.person("dora", "developer");

    assertThat(code(world.server.promotions.markBad(release, World.person("v", "viewer"), "x")))
        .isEqualTo("promotion.forbidden");
    assertThat(code(world.server.promotions.markBad(release, World.ANA, " \n")))
        .isEqualTo("release.no-reason");
    assertThat(code(world.server.promotions.markBad(release, World.ANA, "x".repeat(2001))))
        .isEqualTo("release.no-reason");
    assertThat(code(world.server.promotions.unmarkBad(release, World.ANA)))
        .isEqualTo("release.not-marked");

    mark(release, "It loses orders.");
    mark(release, "It loses orders.");
    assertThat(code(world.server.promotions.unmarkBad(release, dora)))
        .isEqualTo("promotion.forbidden");
    assertThat(world.server.promotions.unmarkBad(release, World.BEN)).isEmpty();
    assertThat(world.server.promotions.bad(release)).isEmpty();
    assertThat(
            world.store.journal().about("release/" + release.id(), 10).stream()
                .map(entry -> entry.fact().what()))
        .containsExactly("release.unmarked-bad", "release.marked-bad");
  }

  private void mark(Release release, String reason) {
    assertThat(world.server.promotions.markBad(release, World.ANA, reason)).isEmpty();
  }

  private static String code(Optional<Problem> problem) {
    return problem.map(Problem::code).orElse("");
  }

  private Release inDev(String content) {
    var release = world.push(World.develop(), content);
    world.settle();
    world.seconds(40);
    assertThat(world.state(release, "dev")).isEqualTo("Arrived");
    return release;
  }
}
