package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.journal.Principal;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.EmergencyRule;
import io.openluffy.release.Protection;
import io.openluffy.release.Release;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmergencyTest {
  private static final Principal ROOT = World.person("root", "admin");
  private static final Principal OPS = World.person("ops", "admin");

  private final World world = new World(1, protection(true));

  EmergencyTest() {
    world.people.put(ROOT).put(OPS);
  }

  private static Protection protection(boolean second) {
    var rule = new ApprovalRule(2, List.of(new Voter.Role("approver")), Set.of());
    return Protection.NONE
        .withApproval(Optional.of(rule))
        .withEmergency(
            Optional.of(
                new EmergencyRule(
                    List.of(new Voter.Role("admin")), second, Duration.ofMinutes(60))));
  }

  private Release waiting() {
    var release = world.push(World.main(), "one");
    world.settle();
    return release;
  }

  @Test
  void twoPeopleLetItInAndEverybodySees() {
    var release = waiting();

    assertThat(code(seen(release, ROOT, "the shop is down"))).isEmpty();
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.promotion(release, "prod").waiting().orElseThrow().message())
        .contains("root broke the glass (the shop is down): 1 of 2 of role:admin");

    assertThat(code(seen(release, OPS, ""))).isEmpty();
    world.settle();
    world.seconds(3);

    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
    var emergency = world.promotion(release, "prod").emergency().orElseThrow();
    assertThat(emergency.used()).isPresent();
    assertThat(emergency.people()).containsExactly("root", "ops");
    assertThat(journal(release)).contains("promotion.glass-broken", "promotion.emergency-used");
    assertThat(world.server.promotions.why(release.id(), "prod").toString())
        .doesNotContain("Approved, message=By .");
  }

  @Test
  void onePersonTwiceIsStillOne() {
    var release = waiting();
    seen(release, ROOT, "down");
    seen(release, ROOT, "down");
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.promotion(release, "prod").emergency().orElseThrow().hands()).hasSize(1);
    assertThat(mayNot(release, ROOT)).contains("root broke the glass already");
    assertThat(mayNot(release, OPS)).isEmpty();
  }

  private String mayNot(Release release, Principal by) {
    var id = world.promotion(release, "prod").id();
    return world
        .server
        .promotions
        .voting(id, by)
        .mayNotBreakGlass()
        .map(problem -> problem.message())
        .orElse("");
  }

  @Test
  void aReasonIsNeededAndARole() {
    var release = waiting();

    assertThat(code(seen(release, ROOT, " "))).isEqualTo("emergency.reason-missing");
    assertThat(code(seen(release, ROOT, "x".repeat(1001)))).isEqualTo("emergency.reason-too-long");
    assertThat(code(seen(release, World.BEN, "down"))).isEqualTo("emergency.not-allowed");
    world.protect(protection(true).withEmergency(Optional.empty()));
    assertThat(code(seen(release, ROOT, "down"))).isEqualTo("emergency.not-configured");
  }

  @Test
  void itIsOverWhenItsTimeIs() {
    var release = waiting();
    seen(release, ROOT, "down");
    world.tick(Duration.ofMinutes(60));

    assertThat(code(seen(release, OPS, ""))).isEqualTo("emergency.reason-missing");
    assertThat(code(seen(release, OPS, "still down"))).isEmpty();
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.promotion(release, "prod").emergency().orElseThrow().people())
        .containsExactly("ops");
  }

  @Test
  void itIsForWhatTheySawAndNothingElse() {
    var release = waiting();
    var shown = world.shown(release);
    seen(release, ROOT, "down");
    world.git.commitFiles(
        World.REPOSITORY,
        "main",
        World.author("ana"),
        "Sneak something in",
        Map.of(World.values("prod"), world.file("main", "prod") + "replicas: 9\n"));
    world.settle();

    assertThat(code(call(release, OPS, Optional.of(shown), "")))
        .isEqualTo("approval.binding-changed");
    seen(release, OPS, "");
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");

    seen(release, ROOT, "");
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  @Test
  void whoIsNoAdminAnyMoreDoesNotCount() {
    var release = waiting();
    seen(release, ROOT, "down");
    world.people.put(World.person("root", "viewer"));

    seen(release, OPS, "");
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
  }

  @Test
  void beforeThereIsADiffItOpensOtherGatesAndMarksTheCommit() {
    world.protect(protection(false).withRequires(Optional.of("preprod")));
    var release = waiting();
    assertThat(world.state(release, "prod")).isEqualTo("Queued");

    assertThat(code(call(release, ROOT, Optional.empty(), "down\nand out"))).isEmpty();
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.commits("main", "OpenLuffy-Emergency", "root: down and out")).isEqualTo(1);
    seen(release, ROOT, "");
    world.restart();
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  @Test
  void whoIsNoAdminAnyMoreOpensNoOtherGateEither() {
    world.protect(protection(true).withRequires(Optional.of("preprod")));
    var release = waiting();
    call(release, ROOT, Optional.empty(), "down");
    world.people.remove("root");
    call(release, OPS, Optional.empty(), "it really is");
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Queued");

    world.people.put(ROOT, world.clock.instant().plusSeconds(1));
    world.tick(Duration.ofSeconds(2));
    assertThat(world.state(release, "prod")).as("of the same name").isEqualTo("Queued");
    var again = World.person("boss", "admin");
    world.people.put(again);
    call(release, again, Optional.empty(), "");
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(
            world.promotion(release, "prod").emergency().orElseThrow().hands().stream()
                .map(Emergency.Hand::said))
        .containsExactly("down", "it really is", "");
    assertThat(world.server.promotions.why(release.id(), "prod").toString())
        .contains("It was let in by emergency.");
  }

  @Test
  void whatItLetInAndCouldNotBeAppliedIsVotedOnAnew() {
    var release = waiting();
    seen(release, ROOT, "down");
    seen(release, OPS, "");
    world.settle();
    var letIn = world.promotion(release, "prod");
    assertThat(letIn.emergency().orElseThrow().used()).isPresent();

    var other = new Shown(letIn.approved().orElseThrow().binding(), "another revision");
    var anew = letIn.after(new PromotionEvent.ApprovalVoided(world.clock.instant(), other));

    assertThat(anew.state().word()).isEqualTo("AwaitingApproval");
    assertThat(anew.emergency().orElseThrow().used()).isEmpty();
  }

  @Test
  void whatHasEndedStaysSo() {
    var release = waiting();
    var id = world.promotion(release, "prod").id();
    var shown = world.shown(release);
    world.server.promotions.reject(id, World.BEN, shown, "no");

    assertThat(code(call(release, ROOT, Optional.empty(), "down"))).isEqualTo("emergency.ended");
    assertThat(mayNot(release, ROOT)).contains("is Rejected already");
  }

  @Test
  void enoughVotesAreVotesAndNoEmergency() {
    var release = waiting();
    seen(release, ROOT, "down");
    var id = world.promotion(release, "prod").id();
    world.server.promotions.approve(id, World.BEN, world.shown(release), "");
    world.server.promotions.approve(id, World.CLEO, world.shown(release), "");
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
    assertThat(world.promotion(release, "prod").emergency().orElseThrow().used()).isEmpty();
  }

  private List<String> journal(Release release) {
    var about = PromotionFactNames.about(world.promotion(release, "prod").id());
    return world.store.journal().about(about, 100).stream()
        .map(entry -> entry.fact().what())
        .toList();
  }

  private EmergencyAnswer seen(Release release, Principal by, String reason) {
    return call(release, by, Optional.of(world.shown(release)), reason);
  }

  private EmergencyAnswer call(
      Release release, Principal by, Optional<ApprovalBinding> shown, String reason) {
    return world.server.promotions.breakGlass(
        world.promotion(release, "prod").id(), by, shown, reason);
  }

  private static String code(EmergencyAnswer answer) {
    return answer instanceof EmergencyAnswer.Refused(var problem) ? problem.code() : "";
  }
}
