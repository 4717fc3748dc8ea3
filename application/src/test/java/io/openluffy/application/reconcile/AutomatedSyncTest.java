package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.Health;
import io.openluffy.application.OperationKind;
import io.openluffy.application.SyncStatus;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.KubeProblems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutomatedSyncTest {
  private static final String AUTOMATED = "{\"automated\":{\"prune\":true,\"selfHeal\":true}}";
  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work).withDeployment();
  }

  @Test
  void newApplicationIsSyncedAndHealthy() {
    world.application(AUTOMATED);

    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.web().health()).isEqualTo(Health.HEALTHY);
    assertThat(world.web().images()).containsExactly("web:1");
    assertThat(world.web().history()).hasSize(1);
    assertThat(world.resource().has("operation")).isFalse();
    assertThat(world.web().operation().orElseThrow().phase()).isEqualTo("Succeeded");
  }

  @Test
  void pushIsLiveAfterTheNextRound() {
    world.application(AUTOMATED);
    var commit = world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));

    world.pushed();

    assertThat(world.web().images()).containsExactly("web:2");
    assertThat(world.web().revision()).contains(commit.id());
    assertThat(world.web().history()).hasSize(2);
  }

  @Test
  void aSyncThatTheWorldWasInTheWayOfIsTriedAgain() {
    world.application(AUTOMATED);
    for (int nth = 1; nth <= 6; nth++) {
      var image = "web:1" + nth;
      world.push(Map.of("deploy/web.json", World.deployment(image, 2)));
      failWriteOfApplication(nth);
      world.pushed();
      world.cluster.heal();
      for (int i = 0; i < 8; i++) {
        world.tick(Duration.ofSeconds(10));
      }

      assertThat(world.web().images()).as("write " + nth + " failed").containsExactly(image);
    }
  }

  private void failWriteOfApplication(int nth) {
    var writes = new AtomicInteger();
    world.cluster.fail(
        (verb, key) ->
            key.kind().equals("Application")
                    && verb.equals("patch")
                    && writes.incrementAndGet() == nth
                ? Optional.of(KubeProblems.of(500, "InternalError", "by chance", key.toString()))
                : Optional.empty());
  }

  @Test
  void commitElsewhereRendersAndAppliesNothing() {
    world.application(AUTOMATED);
    int renders = world.renderer.renders;
    world.cluster.forgetCalls();

    world.push(Map.of("docs/readme.md", "hello"));
    world.pushed();

    assertThat(world.renderer.renders).isEqualTo(renders);
    assertThat(world.cluster.calls()).noneMatch(call -> call.startsWith("apply"));
  }

  @Test
  void driftIsHealedAtOnce() {
    world.application(AUTOMATED);

    world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":5}}");
    world.run();

    assertThat(world.replicas()).isEqualTo(2);
    assertThat(world.web().operation().orElseThrow().kind()).isEqualTo(OperationKind.SELF_HEAL);
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.web().history()).hasSize(1);
  }

  @Test
  void aHealIsOneApplyAndOneWriteOfTheApplication() {
    world.application(AUTOMATED);
    world.cluster.forgetCalls();

    world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":5}}");
    world.run();

    assertThat(world.cluster.calls())
        .containsExactly(
            "patch apps/Deployment/default/web",
            "apply apps/Deployment/default/web",
            "patch argoproj.io/Application/argocd/web");
    assertThat(world.meters.get("openluffy.application.heal").timer().count()).isEqualTo(1);
  }

  @Test
  void anOperationOfAPersonIsNotLostWhileDriftIsHealed() {
    world.application(AUTOMATED);
    world.cluster.fail(
        (verb, key) -> {
          if (verb.equals("apply") && key.equals(World.DEPLOYMENT)) {
            world.cluster.heal();
            world.patch(
                new io.openluffy.kube.ResourceKey("argoproj.io", "Application", "argocd", "web"),
                "{\"operation\":{\"sync\":{},\"info\":[{\"name\":\"why\",\"value\":\"asked\"}]}}");
          }
          return Optional.empty();
        });

    world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":5}}");
    world.run();

    assertThat(world.replicas()).isEqualTo(2);
    assertThat(world.web().operation().orElseThrow().kind()).isEqualTo(OperationKind.SYNC);
    assertThat(world.web().history()).hasSize(2);
    assertThat(world.resource().has("operation")).isFalse();
  }

  @Test
  void deletedObjectComesBack() {
    world.application(AUTOMATED);

    world.cluster.delete(World.DEPLOYMENT, DeleteOptions.background());
    world.run();

    assertThat(world.live(World.DEPLOYMENT)).isPresent();
  }

  @Test
  void somebodyWhoKeepsChangingItIsMetMoreAndMoreSlowly() {
    world.application(AUTOMATED);
    for (int heal = 0; heal < 2; heal++) {
      world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":5}}");
      world.run();
      world.tick(Duration.ofSeconds(2));
    }
    world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":5}}");

    world.run();
    assertThat(world.replicas()).isEqualTo(5);
    world.tick(Duration.ofSeconds(3));
    assertThat(world.replicas()).isEqualTo(5);
    world.tick(Duration.ofSeconds(2));
    assertThat(world.replicas()).isEqualTo(2);
  }

  @Test
  void fieldsThatNobodyDeclaredAreLeftAlone() {
    world.application(AUTOMATED);
    world.cluster.forgetCalls();

    world.patch(
        World.DEPLOYMENT, "{\"spec\":{\"paused\":false},\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
    world.run();

    assertThat(world.cluster.calls()).noneMatch(call -> call.startsWith("apply"));
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
  }

  @Test
  void whatLeavesGitIsPruned() {
    world.push(Map.of("deploy/extra.json", World.configMap("extra", "1")));
    world.application(AUTOMATED);
    assertThat(world.live(World.configMapKey("extra"))).isPresent();

    var edit =
        io.openluffy.git.FileEdit.delete(new io.openluffy.git.RepositoryPath("deploy/extra.json"));
    world.git.edit(
        World.REPOSITORY,
        new io.openluffy.git.Edit(
            "main",
            new io.openluffy.git.Author("anna", "anna@example.org"),
            "remove",
            Map.of(),
            java.util.List.of(edit)));
    world.pushed();

    assertThat(world.live(World.configMapKey("extra"))).isEmpty();
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
  }

  @Test
  void brokenSourceIsToldAndMendedByTheNextPush() {
    world.application(AUTOMATED);
    world.push(Map.of("deploy/web.json", "broken"));
    world.pushed();

    assertThat(world.web().conditions())
        .anySatisfy(one -> assertThat(one.message()).contains("web.json:1:1"));
    assertThat(world.web().sync()).isEqualTo(SyncStatus.UNKNOWN);
    world.push(Map.of("deploy/web.json", World.deployment("web:3", 2)));
    world.pushed();

    assertThat(world.web().conditions()).isEmpty();
    assertThat(world.web().images()).containsExactly("web:3");
  }

  @Test
  void aClusterThatGoesAwayInTheMiddleIsWaitedFor() {
    world.application(AUTOMATED);
    var away =
        io.openluffy.kernel.Problem.world(
            KubeProblems.UNREACHABLE,
            "The cluster can't be reached.",
            io.openluffy.kernel.Where.of("in-cluster"),
            "");
    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    var calls = new AtomicInteger();
    world.cluster.fail(
        (verb, key) -> calls.incrementAndGet() > 2 ? Optional.of(away) : Optional.empty());
    world.pushed();
    world.tick(Duration.ofSeconds(30));

    world.cluster.heal();
    for (int i = 0; i < 8; i++) {
      world.tick(Duration.ofSeconds(30));
    }

    assertThat(world.web().images()).containsExactly("web:2");
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.web().conditions()).isEmpty();
  }

  @Test
  void nothingIsWrittenWhenNothingChanged() {
    world.application(AUTOMATED);
    var before = world.resource().at("/metadata/resourceVersion").asText();

    world.controller.enqueue(World.WEB);
    world.run();

    assertThat(world.resource().at("/metadata/resourceVersion").asText()).isEqualTo(before);
  }

  @Test
  void badSpecIsAConditionAndChangesNothing() {
    world.apply(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
         "metadata":{"name":"web","namespace":"argocd"},
         "spec":{"project":"default","source":{"repoURL":"nonsense","path":"../.."},"destination":{}}}
        """);
    world.run();

    assertThat(world.web().conditions())
        .hasSize(3)
        .allSatisfy(one -> assertThat(one.type()).isEqualTo("InvalidSpecError"));
    assertThat(world.web().sync()).isEqualTo(SyncStatus.UNKNOWN);
  }
}
