package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.GateAnswer;
import io.openluffy.application.OperationKind;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.SyncStatus;
import io.openluffy.kernel.Crash;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kube.Behaviour;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncOperationTest {
  private static final String MANUAL = "{}";
  private static final Actor BEN = new Actor("ben", Door.API);
  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work).withDeployment();
  }

  @Test
  void manualApplicationWaitsForAPerson() {
    world.application(MANUAL);
    assertThat(world.web().sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
    assertThat(world.live(World.DEPLOYMENT)).isEmpty();

    var answer = sync();

    assertThat(answer).isInstanceOf(SyncAnswer.Started.class);
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.asked.getLast().by()).isEqualTo(BEN);
    assertThat(world.asked.getLast().roles()).containsExactly("approver");
  }

  @Test
  void refusedSyncSaysWhyAndAppliesNothing() {
    world.application(MANUAL);
    world.gate = refusal();

    var answer = sync();

    assertThat(answer).isInstanceOf(SyncAnswer.Refused.class);
    assertThat(world.live(World.DEPLOYMENT)).isEmpty();
  }

  @Test
  void operationByKubectlPassesTheGateWithoutRoles() {
    world.application(MANUAL);
    world.gate = refusal();

    world.patchApplication(
        "{\"operation\":{\"sync\":{},\"initiatedBy\":{\"username\":\"admin\"},\"info\":[{\"name\":\"openluffy.io/request\",\"value\":\"guessed\"}]}}");

    assertThat(world.asked.getLast().by()).isEqualTo(new Actor("kubectl", Door.KUBECTL));
    assertThat(world.asked.getLast().roles()).isEmpty();
    assertThat(world.web().operation().orElseThrow().phase()).isEqualTo("Failed");
    assertThat(world.web().operation().orElseThrow().message()).contains("needs an approval");
    assertThat(world.resource().has("operation")).isFalse();
    assertThat(world.live(World.DEPLOYMENT)).isEmpty();
  }

  @Test
  void rollbackWorksWithoutGitAndNothingUndoesIt() {
    world.application("{\"automated\":{\"selfHeal\":true}}");
    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    world.pushed();
    var away = Problem.world("git.unreachable", "git is away", Where.of("git"), "").asException();
    world.git.fail(World.REPOSITORY, away);

    var answer = world.engine.applications().rollback(World.WEB, 0, BEN, Set.of("approver"), false);
    world.run();

    assertThat(answer).isInstanceOf(SyncAnswer.Started.class);
    assertThat(world.web().images()).containsExactly("web:1");
    assertThat(world.web().pin().orElseThrow().by()).isEqualTo("ben");
    assertThat(world.web().operation().orElseThrow().kind()).isEqualTo(OperationKind.ROLLBACK);
    world.git.recover(World.REPOSITORY);
    world.pushed();
    world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":7}}");
    world.run();
    assertThat(world.web().images()).containsExactly("web:1");
    assertThat(world.replicas()).isEqualTo(2);
    assertThat(world.web().sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
    world.engine.applications().unpin(World.WEB, BEN);
    world.run();
    assertThat(world.web().images()).containsExactly("web:2");
  }

  @Test
  void manualApplicationIsHealedToWhatWasApproved() {
    world.application(MANUAL);
    world.patchApplication(
        "{\"metadata\":{\"annotations\":{\"openluffy.io/self-heal\":\"true\"}}}");
    sync();
    world.push(Map.of("deploy/web.json", World.deployment("web:2", 3)));
    world.pushed();

    world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":9}}");
    world.run();

    assertThat(world.replicas()).isEqualTo(2);
    assertThat(world.web().images()).containsExactly("web:1");
    assertThat(world.web().sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
  }

  @Test
  void aHookWithoutANameIsFollowedLetGoAndDeletedLikeAnyOther() {
    var hook =
        World.object(
                "batch/v1",
                "Job",
                "each",
                "{\"argocd.argoproj.io/hook\":\"PreSync\",\"argocd.argoproj.io/hook-delete-policy\":\"HookSucceeded\"}",
                "\"spec\":{}")
            .replace("\"name\":\"each\"", "\"generateName\":\"each-\"");
    world.push(Map.of("deploy/each.json", hook));
    world.cluster.workloads(new Behaviour.AfterRounds(1));

    world.application("{\"automated\":{}}");
    assertThat(jobs()).hasSize(1);
    world.cluster.round();
    world.run();

    assertThat(world.web().operation().orElseThrow().succeeded()).isTrue();
    assertThat(jobs()).isEmpty();
  }

  private List<Manifest> jobs() {
    return world.cluster.list(
        GroupVersionKind.of("batch/v1", "Job"), Optional.of("default"), LabelSelector.EVERYTHING);
  }

  @Test
  void wavesWaitForHealthAndHooksForTheirEnd() {
    world.push(
        Map.of(
            "deploy/migrate.json",
            World.object(
                "batch/v1",
                "Job",
                "migrate",
                "{\"argocd.argoproj.io/hook\":\"PreSync\"}",
                "\"spec\":{}"),
            "deploy/after.json",
            World.object(
                "v1", "ConfigMap", "after", "{\"argocd.argoproj.io/sync-wave\":\"1\"}", "")));
    world.cluster.workloads(new Behaviour.AfterRounds(1));
    world.application(MANUAL);

    sync();
    assertThat(message()).isEqualTo("waiting for completion of hook batch/Job/migrate");
    assertThat(world.live(World.DEPLOYMENT)).isEmpty();
    world.cluster.round();
    world.run();
    assertThat(message()).isEqualTo("waiting for healthy state of apps/Deployment/web");
    assertThat(world.live(World.configMapKey("after"))).isEmpty();
    world.cluster.round();
    world.run();

    assertThat(world.live(World.configMapKey("after"))).isPresent();
    assertThat(world.web().operation().orElseThrow().succeeded()).isTrue();
  }

  @Test
  void failedHookEndsTheSync() {
    world.push(
        Map.of(
            "deploy/migrate.json",
            World.object(
                "batch/v1",
                "Job",
                "migrate",
                "{\"argocd.argoproj.io/hook\":\"PreSync\"}",
                "\"spec\":{}")));
    world.cluster.workload(
        new ResourceKey("batch", "Job", "default", "migrate"), new Behaviour.Failing("boom"));
    world.application(MANUAL);

    sync();

    assertThat(world.web().operation().orElseThrow().phase()).isEqualTo("Failed");
    assertThat(world.live(World.DEPLOYMENT)).isEmpty();
  }

  @Test
  void failedSyncIsRetriedAndANewerCommitOvertakesIt() {
    var conflict = KubeProblems.of(500, "", "the server is unwell", "in-cluster");
    world.cluster.fail(
        (verb, key) ->
            verb.equals("apply") && key.equals(World.DEPLOYMENT)
                ? Optional.of(conflict)
                : Optional.empty());
    world.application("{\"automated\":{}}");
    assertThat(message()).contains("Retrying attempt #1 at");
    world.cluster.heal();

    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    world.pushed();

    assertThat(world.web().images()).containsExactly("web:2");
  }

  @Test
  void retryComesAtItsTime() {
    var away = KubeProblems.of(500, "", "the server is unwell", "in-cluster");
    world.cluster.fail(
        (verb, key) ->
            verb.equals("apply") && key.equals(World.DEPLOYMENT)
                ? Optional.of(away)
                : Optional.empty());
    world.application("{\"automated\":{}}");
    world.cluster.heal();

    world.tick(Duration.ofSeconds(4));
    assertThat(world.live(World.DEPLOYMENT)).isEmpty();
    world.tick(Duration.ofSeconds(2));

    assertThat(world.live(World.DEPLOYMENT)).isPresent();
    assertThat(world.web().operation().orElseThrow().retries()).isEqualTo(1);
  }

  @Test
  void crashInTheMiddleOfASyncIsRepairedByTheNextStart() {
    for (var point :
        new String[] {
          "application.sync-recorded",
          "application.wave-applied",
          "application.step-recorded",
          "application.sync-ended",
          "application.deployed-recorded",
          "application.operation-set"
        }) {
      var fresh = new World(work);
      fresh.push(
          Map.of(
              "deploy/web.json",
              World.deployment("web:1", 2),
              "deploy/after.json",
              World.object(
                  "v1", "ConfigMap", "after", "{\"argocd.argoproj.io/sync-wave\":\"1\"}", "")));
      try (var fault = FaultPoints.crashAt(point, 1)) {
        assertThat(fault).isNotNull();
        fresh.application("{\"automated\":{\"selfHeal\":true}}");
      } catch (Crash _) {
        // the server is dead
      }

      fresh.restart();
      fresh.run();

      assertThat(fresh.web().sync()).as(point).isEqualTo(SyncStatus.SYNCED);
      assertThat(fresh.web().history()).as(point).hasSize(1);
      assertThat(fresh.resource().has("operation")).as(point).isFalse();
    }
  }

  @Test
  void terminatedOperationEnds() {
    world.push(
        Map.of(
            "deploy/after.json",
            World.object(
                "v1", "ConfigMap", "after", "{\"argocd.argoproj.io/sync-wave\":\"1\"}", "")));
    world.cluster.workloads(new Behaviour.Never());
    world.application(MANUAL);
    sync();

    world.engine.applications().terminate(World.WEB, BEN);
    world.run();

    assertThat(message()).isEqualTo("Operation terminated");
    assertThat(world.live(World.configMapKey("after"))).isEmpty();
  }

  @Test
  void secretsAreMaskedInDiffAndManifestsAndResolvedInTheCluster() {
    world.parameters.add(new RenderParameter("apiKey", Secret.of("canary-77"), "1"));
    world.push(
        Map.of(
            "deploy/secret.json",
            World.object("v1", "Secret", "key", "{}", "\"stringData\":{\"key\":\"${apiKey}\"}")));
    world.application(MANUAL);
    var diff = world.engine.applications().diff(World.WEB);

    sync();

    assertThat(
            diff.objects().toString()
                + diff.objects().stream()
                    .map(one -> one.predicted().orElseThrow().view().toString())
                    .toList())
        .doesNotContain("canary")
        .doesNotContain("Y2FuYXJ5")
        .contains("++++++++");
    assertThat(world.resource().toString()).doesNotContain("canary").doesNotContain("Y2FuYXJ5");
    assertThat(
            world
                .live(new ResourceKey("", "Secret", "default", "key"))
                .orElseThrow()
                .text("/data/key"))
        .startsWith("Y2FuYXJ5");
  }

  @Test
  void diffHasTheIdThatTheGateIsAsked() {
    world.application(MANUAL);
    var diff = world.engine.applications().diff(World.WEB);

    sync();

    assertThat(world.asked).allSatisfy(one -> assertThat(one.diffId()).isEqualTo(diff.id()));
    assertThat(diff.empty()).isFalse();
    assertThat(world.engine.applications().diff(World.WEB).empty()).isTrue();
  }

  @Test
  void deletedApplicationTakesItsObjectsAlong() {
    world.application("{\"automated\":{}}");
    world.patchApplication(
        "{\"metadata\":{\"finalizers\":[\"resources-finalizer.argocd.argoproj.io\"]}}");

    world.cluster.delete(
        new ResourceKey("argoproj.io", "Application", "argocd", "web"),
        io.openluffy.kube.DeleteOptions.background());
    world.run();

    assertThat(world.live(World.DEPLOYMENT)).isEmpty();
    assertThat(world.engine.applications().find(World.WEB)).isEmpty();
  }

  private SyncAnswer sync() {
    var answer =
        world.engine.applications().sync(World.WEB, SyncRequest.by(BEN, Set.of("approver")));
    world.run();
    return answer;
  }

  private String message() {
    return world.web().operation().orElseThrow().message();
  }

  private static GateAnswer refusal() {
    return GateAnswer.refused(
        Problem.user("promotion.approval-missing", "prod needs an approval.", Where.NOWHERE, ""));
  }
}
