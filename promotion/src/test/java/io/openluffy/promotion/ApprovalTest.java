package io.openluffy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.OperationKind;
import io.openluffy.application.OperationRequest;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.git.RepositoryPath;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.release.Release;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalTest {
  private final World world = new World(1, 2, Optional.empty());
  private final Release release = world.push(World.main(), "one");

  ApprovalTest() {
    world.settle();
  }

  @Test
  void twoDifferentPeopleAreNeeded() {
    assertThat(code(approve(World.BEN))).isEmpty();
    assertThat(code(approve(World.BEN))).isEmpty();
    assertThat(world.promotion(release, "prod").approvals()).hasSize(1);
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");

    assertThat(code(approve(World.CLEO))).isEmpty();
    world.settle();
    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  @Test
  void aViewerADeveloperAndTheAuthorMayNot() {
    assertThat(code(approve(World.person("vic", "viewer")))).isEqualTo("approval.not-allowed");
    assertThat(code(approve(World.person("dan", "developer")))).isEqualTo("approval.not-allowed");
    assertThat(code(approve(World.person("ana", "approver"))))
        .isEqualTo("approval.author-excluded");
    assertThat(code(approve(World.person("root", "admin")))).isEmpty();
  }

  @Test
  void aVoteForSomethingElseIsRefused() {
    var shown = world.shown(release);
    var other =
        new ApprovalBinding(shown.release(), "other", shown.digests(), shown.configuration());

    var answer =
        world.server.promotions.approve(
            world.promotion(release, "prod").id(), World.BEN, other, "");

    assertThat(code(answer)).isEqualTo("approval.binding-changed");
  }

  @Test
  void aChangedDiffVoidsTheVotes() {
    approve(World.BEN);
    world.git.commitFiles(
        World.REPOSITORY,
        "main",
        World.author("ana"),
        "Sneak something in",
        Map.of(World.values("prod"), world.file("main", "prod") + "replicas: 9\n"));
    world.settle();

    assertThat(code(approve(World.CLEO))).isEmpty();
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("AwaitingApproval");
    var promotion = world.promotion(release, "prod");
    assertThat(promotion.approvals()).hasSize(2);
    assertThat(promotion.approvals().stream().filter(v -> ApprovalRules.isVoid(promotion, v)))
        .hasSize(1);
    assertThat(world.applications.running(World.application("prod"))).isEmpty();
  }

  @Test
  void aCommitThatChangesNothingThereKeepsTheVotes() {
    approve(World.BEN);
    world.git.commitFiles(
        World.REPOSITORY, "main", World.author("ana"), "Docs", Map.of("README.md", "hello"));
    world.settle();

    approve(World.CLEO);
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Syncing");
  }

  @Test
  void aRejectionEndsItAndNeedsAReason() {
    var id = world.promotion(release, "prod").id();
    var shown = world.shown(release);

    assertThat(code(world.server.promotions.reject(id, World.BEN, shown, " ")))
        .isEqualTo("approval.comment-missing");
    assertThat(code(world.server.promotions.reject(id, World.BEN, shown, "not today"))).isEmpty();
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Rejected");
    assertThat(code(world.server.promotions.approve(id, World.CLEO, shown, "")))
        .isEqualTo("approval.not-waiting");
  }

  @Test
  void aNewerReleaseSupersedesTheOneThatWaits() {
    approve(World.BEN);
    var newer = world.push(World.main(), "two");
    world.settle();

    assertThat(world.state(release, "prod")).isEqualTo("Superseded");
    assertThat(world.state(newer, "prod")).isEqualTo("AwaitingApproval");
    assertThat(world.promotion(newer, "prod").approvals()).isEmpty();
  }

  @Test
  void aSyncIsAVoteAndAppliesNothingUntilThereAreEnough() {
    assertThat(code(sync(World.BEN))).isEqualTo("gate.more-approvals");
    assertThat(code(sync(World.BEN))).isEqualTo("gate.more-approvals");
    assertThat(world.applications.running(World.application("prod"))).isEmpty();

    assertThat(sync(World.CLEO)).isInstanceOf(SyncAnswer.Started.class);
    assertThat(world.applications.running(World.application("prod"))).contains(release.tag());
    world.settle();
    world.seconds(3);
    assertThat(world.state(release, "prod")).isEqualTo("Arrived");
    assertThat(world.promotion(release, "prod").approvals()).hasSize(2);
  }

  @Test
  void nobodyElseGetsThroughAnyDoor() {
    var kubectl = new Principal("kubectl", Set.of(), Door.KUBECTL);

    assertThat(code(sync(kubectl))).isEqualTo("approval.not-allowed");
    assertThat(code(sync(World.person("ana", "admin")))).isEqualTo("approval.author-excluded");
    assertThat(code(sync(World.person("dan", "developer")))).isEqualTo("approval.not-allowed");
    assertThat(code(sync(Principal.OPENLUFFY))).isEqualTo("approval.not-allowed");
    assertThat(world.promotion(release, "prod").approvals()).isEmpty();
    assertThat(world.applications.running(World.application("prod"))).isEmpty();
  }

  @Test
  void anOlderRevisionIsRefusedThoughTheCallerMayVote() {
    var older = world.git.commit(World.REPOSITORY, world.head("main")).parents().getFirst();
    var request =
        new SyncRequest(
            World.BEN.actor(),
            World.BEN.roles(),
            Optional.of(older.hex()),
            false,
            false,
            java.util.List.of(),
            java.util.List.of());

    var answer = world.applications.sync(World.application("prod"), request);

    assertThat(code(answer)).isEqualTo("gate.other-content");
  }

  @Test
  void onlyTheApplicationsOfProtectedEnvironmentsAreGuarded() {
    assertThat(world.server.gate.guarded()).containsExactly(World.application("prod"));
  }

  @Test
  void selfHealAndAnotherSyncOfWhatIsApprovedGoThrough() {
    approve(World.BEN);
    approve(World.CLEO);
    world.settle();
    world.seconds(3);
    var approved = world.promotion(release, "prod").approved().orElseThrow();

    assertThat(sync(World.person("dan", "developer"))).isInstanceOf(SyncAnswer.Started.class);
    var heal =
        new OperationRequest(
            OperationKind.SELF_HEAL,
            Actor.OPENLUFFY,
            Set.of(),
            approved.revision(),
            approved.binding().diffId());
    assertThat(world.server.gate.ask(World.application("prod"), heal))
        .isInstanceOf(io.openluffy.application.GateAnswer.Allowed.class);
    assertThat(world.git.file(World.REPOSITORY, world.head("main"), new RepositoryPath("x")))
        .isEmpty();
  }

  private VoteAnswer approve(Principal by) {
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
