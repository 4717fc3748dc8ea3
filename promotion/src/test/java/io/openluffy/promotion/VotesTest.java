package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.git.Author;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Excluded;
import io.openluffy.release.ApprovalRule.Share;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.Protection;
import io.openluffy.release.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who votes counts, for what, until when; and what becomes of votes that do not count. */
class VotesTest {
  private static final List<Voter> APPROVERS = List.of(new Voter.Role("approver"));
  private static final Principal SUE =
      new Principal("sue", Set.of("viewer"), Set.of("security"), Door.PAGE);

  private final World world = new World(1, protection(rule(2)));

  private static ApprovalRule rule(int required, Excluded... excluding) {
    return new ApprovalRule(required, APPROVERS, Set.of(excluding));
  }

  private static Protection protection(ApprovalRule rule) {
    return Protection.NONE.withApproval(Optional.of(rule));
  }

  private Release waiting() {
    var release = world.push(World.main(), "one");
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    return release;
  }

  @Test
  void aRuleTakesVotesOfItsOwnAndOnePersonCountsOnceInAll() {
    world.protect(
        protection(
            new ApprovalRule(
                2,
                APPROVERS,
                Set.of(),
                List.of(new Share(List.of(new Voter.Group("security")), 1)),
                Optional.empty())));
    world.people.put(SUE);
    var release = waiting();

    approve(release, World.BEN);
    approve(release, World.CLEO);
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(message(release))
        .isEqualTo(
            "2 of 2 approvals by role:approver or group:security; 0 of 1 by group:security.");
    assertThat(world.promotion(release, "prod").waiting().orElseThrow().who())
        .hasValue("group:security");

    approve(release, SUE);
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  @Test
  void whoJustVotedIsCountedInWhatItWaitsFor() {
    var release = waiting();

    approve(release, World.BEN);

    var live = world.server.promotions.live(world.promotion(release, "prod"));
    assertThat(live.waiting().orElseThrow().message())
        .isEqualTo("1 of 2 approvals by role:approver.");
  }

  @Test
  void oneOfTwoRulesIsEnoughForNeither() {
    world.protect(
        protection(
            new ApprovalRule(
                2,
                APPROVERS,
                Set.of(),
                List.of(new Share(List.of(new Voter.Group("security")), 1)),
                Optional.empty())));
    world.people.put(SUE);
    var release = waiting();

    approve(release, SUE);
    approve(release, SUE);
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(message(release)).startsWith("1 of 2").contains("1 of 1 by group:security");
  }

  @Test
  void whoPushedOrAskedForItIsTheInitiator() {
    world.protect(protection(rule(1, Excluded.INITIATOR)));
    var release = waiting();
    assertThat(code(approve(release, World.person("ana", "approver"))))
        .isEqualTo("approval.initiator-excluded");
    reject(release, World.CLEO, "later");

    world.server.promotions.promote(release.id(), "prod", World.BEN);
    world.settle();

    assertThat(code(approve(release, World.BEN))).isEqualTo("approval.initiator-excluded");
    assertThat(code(approve(release, World.CLEO))).isEmpty();
  }

  @Test
  void everyAuthorOfWhatIsNewThereIsShutOutAndCoAuthorsToo() {
    world.protect(protection(rule(1, Excluded.AUTHORS)));
    write(new Author("Somebody", "77+ben@users.noreply.github.com"), "Change a");
    write(new Author("dora", "d@x.example"), "Change b\n\nCo-authored-by: Cleo B <cleo@x.example>");
    var release = waiting();

    assertThat(code(approve(release, World.BEN))).isEqualTo("approval.author-excluded");
    assertThat(code(approve(release, World.CLEO))).isEqualTo("approval.author-excluded");
    assertThat(mayNot(release, World.person("dora", "approver"))).contains("wrote some of what");
    assertThat(code(approve(release, World.person("eve", "approver")))).isEmpty();
  }

  @Test
  void anAuthorOfWhatRunsThereAlreadyMayVote() {
    world.protect(protection(rule(1, Excluded.AUTHORS)));
    write(World.author("ben"), "Change a");
    var first = waiting();
    approve(first, World.CLEO);
    world.settle();
    world.seconds(3);
    assertThat(world.state(first, "prod")).isEqualTo("Arrived");

    var second = world.push(World.main(), "two");
    world.settle();

    assertThat(code(approve(second, World.BEN))).isEmpty();
  }

  @Test
  void whoStartedTheBuildIsShutOut() {
    world.protect(protection(rule(1, Excluded.BUILDER)));
    var release = waiting();
    world.store.update(
        World.BEN.actor(),
        tx ->
            tx.record(
                new io.openluffy.kernel.journal.Fact(
                    "release.retried", "release/" + release.id(), Map.of())));

    assertThat(code(approve(release, World.BEN))).isEqualTo("approval.builder-excluded");
    assertThat(code(approve(release, World.CLEO))).isEmpty();
  }

  @Test
  void whoDeploysDoesNotVote() {
    world.protect(protection(rule(1, Excluded.DEPLOYER)));
    var release = waiting();

    assertThat(code(sync(World.BEN))).isEqualTo("gate.deployer-excluded");
    assertThat(world.promotion(release, "prod").approvals()).isEmpty();
    approve(release, World.BEN);
    world.settle();
    world.seconds(3);

    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
    assertThat(code(sync(World.BEN))).isEqualTo("gate.deployer-excluded");
    assertThat(sync(World.CLEO)).isInstanceOf(SyncAnswer.Started.class);
  }

  @Test
  void gitThatCantTellWhoWroteWhatRefusesVotesAndIsTriedAgain() {
    world.protect(protection(rule(1, Excluded.AUTHORS)));
    var release = waiting();
    world.git.fail(
        World.REPOSITORY,
        Problem.world("git.unreachable", "away", Where.NOWHERE, "").asException());
    world.restart();

    assertThat(code(approve(release, World.CLEO))).isEqualTo("git.unreachable");
    assertThat(world.server.promotions.why(release.id(), "prod")).isNotEmpty();
    world.git.recover(World.REPOSITORY);

    assertThat(code(approve(release, World.CLEO))).isEmpty();
  }

  @Test
  void whoIsNoLongerOneOfThemWhenItIsGrantedDoesNotCount() {
    var release = waiting();
    approve(release, World.BEN);
    world.people.remove("ben");

    approve(release, World.CLEO);
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(message(release)).contains("ben").contains("no user any more");
    world.people.put(World.person("ben", "viewer"));
    world.tick(Duration.ofMinutes(1));
    assertThat(message(release)).contains("ben may not approve");

    world.people.put(World.BEN);
    world.tick(Duration.ofMinutes(1));
    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  @Test
  void somebodyNewOfTheSameNameHasNotVoted() {
    var release = waiting();
    approve(release, World.BEN);
    world.clock.tick(Duration.ofMinutes(1));
    world.people.put(World.BEN, world.clock.instant());

    approve(release, World.CLEO);
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    assertThat(message(release)).contains("Somebody else is ben now.");
  }

  @Test
  void aVoteThatComesTwiceIsAnsweredTheSameAndThereOnceAlsoAfterTheDecision() {
    var release = waiting();
    var shown = world.shown(release);
    var id = world.promotion(release, "prod").id();
    approve(release, World.BEN);
    approve(release, World.CLEO);
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Syncing");

    assertThat(code(world.server.promotions.approve(id, World.BEN, shown, ""))).isEmpty();
    assertThat(code(world.server.promotions.approve(id, World.person("eve", "admin"), shown, "")))
        .isEqualTo("approval.not-waiting");
    assertThat(world.promotion(release, "prod").approvals()).hasSize(2);
  }

  @Test
  void whoApprovedMayStillReject() {
    var release = waiting();
    approve(release, World.BEN);

    reject(release, World.BEN, "I overlooked something");

    assertThat(world.state(release, "prod")).isEqualTo("Rejected");
  }

  @Test
  void aVoteForASupersededReleaseIsRefused() {
    var release = waiting();
    var shown = world.shown(release);
    var id = world.promotion(release, "prod").id();
    world.push(World.main(), "two");
    world.settle();

    assertThat(code(world.server.promotions.approve(id, World.BEN, shown, "")))
        .isEqualTo("approval.not-waiting");
  }

  @Test
  void anotherConfigurationVoidsTheVotesAndSaysSo() {
    var release = waiting();
    var shown = world.shown(release);
    approve(release, World.BEN);
    world.protect(protection(rule(2, Excluded.INITIATOR)));
    world.settle();

    assertThat(message(release))
        .isEqualTo(
            "0 of 2 approvals by role:approver. The approval of ben counts no more: the"
                + " environment's configuration changed since.");
    var id = world.promotion(release, "prod").id();
    var answer = world.server.promotions.approve(id, World.CLEO, shown, "");
    assertThat(((VoteAnswer.Refused) answer).problem().message())
        .contains("the environment's configuration changed");
  }

  @Test
  void theSameConfigurationInAnotherOrderKeepsTheVotes() {
    world.protect(protection(rule(2, Excluded.AUTHOR, Excluded.BUILDER, Excluded.INITIATOR)));
    var release = waiting();
    approve(release, World.BEN);
    world.protect(protection(rule(2, Excluded.INITIATOR, Excluded.AUTHOR, Excluded.BUILDER)));
    world.settle();

    approve(release, World.CLEO);
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  @Test
  void aChangedDiffIsNamed() {
    var release = waiting();
    approve(release, World.BEN);
    world.git.commitFiles(
        World.REPOSITORY,
        "main",
        World.author("ana"),
        "Sneak something in",
        Map.of(World.values("prod"), world.file("main", "prod") + "replicas: 9\n"));
    world.settle();

    assertThat(message(release)).endsWith("counts no more: the rendered diff changed since.");
  }

  @Test
  void votersWhoRaceThroughTwoServersAllCount() throws Exception {
    world.protect(protection(rule(20)));
    var release = waiting();
    var shown = world.shown(release);
    var id = world.promotion(release, "prod").id();
    var other = new World.Server(world);
    var start = new CountDownLatch(1);
    var answers = new ArrayList<Future<VoteAnswer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        var person = World.person("p" + i / 2, "approver");
        var server = i % 2 == 0 ? world.server : other;
        world.people.put(person);
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return server.promotions.approve(id, person, shown, "");
                }));
      }
      start.countDown();
    }
    for (var answer : answers) {
      assertThat(code(answer.get())).isEmpty();
    }
    assertThat(world.promotion(release, "prod").approvals()).hasSize(20);
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  private void write(Author author, String message) {
    world.git.commitFiles(
        World.REPOSITORY, "main", author, message, Map.of("src/" + author.name(), message));
  }

  private String message(Release release) {
    return world.promotion(release, "prod").waiting().orElseThrow().message();
  }

  private String mayNot(Release release, Principal by) {
    return world
        .server
        .promotions
        .mayNotVote(world.promotion(release, "prod").id(), by)
        .map(Problem::message)
        .orElse("");
  }

  private VoteAnswer approve(Release release, Principal by) {
    return world.server.promotions.approve(
        world.promotion(release, "prod").id(), by, world.shown(release), "");
  }

  private void reject(Release release, Principal by, String why) {
    var id = world.promotion(release, "prod").id();
    assertThat(code(world.server.promotions.reject(id, by, world.shown(release), why))).isEmpty();
    world.settle();
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
