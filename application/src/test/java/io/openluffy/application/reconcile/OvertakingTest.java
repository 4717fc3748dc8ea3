package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.store.Json;
import io.openluffy.kube.Behaviour;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newer commit while an automated sync waits. */
class OvertakingTest {
  private static final ResourceKey MIGRATE = new ResourceKey("batch", "Job", "default", "migrate");
  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work).withDeployment();
  }

  @Test
  void aHookThatCanNotBeginDoesNotHoldUpTheNextCommit() {
    hookThatDoesNotEnd();
    pod(
        "{\"phase\":\"Pending\",\"containerStatuses\":[{\"state\":{\"waiting\":{\"reason\":\"ImagePullBackOff\"}}}]}");
    var before = world.live(MIGRATE).orElseThrow().uid();
    world.cluster.workloads(new Behaviour.AtOnce());

    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    world.pushed();

    assertThat(world.web().images()).containsExactly("web:2");
    assertThat(world.live(MIGRATE).map(Manifest::uid)).isNotEqualTo(before);
  }

  @Test
  void aHookAtWorkIsNotInterrupted() {
    hookThatDoesNotEnd();
    pod("{\"phase\":\"Running\",\"containerStatuses\":[{\"state\":{\"running\":{}}}]}");

    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    world.pushed();

    assertThat(message()).isEqualTo("waiting for completion of hook batch/Job/migrate");
    assertThat(world.live(World.DEPLOYMENT)).isEmpty();
  }

  @Test
  void whatWasApprovedIsNotOvertakenByACommit() {
    world.guarded.add(World.WEB);
    hookThatDoesNotEnd();

    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    world.pushed();

    assertThat(message()).isEqualTo("waiting for completion of hook batch/Job/migrate");
  }

  private void hookThatDoesNotEnd() {
    world.push(
        Map.of(
            "deploy/migrate.json",
            World.object(
                "batch/v1",
                "Job",
                "migrate",
                "{\"argocd.argoproj.io/hook\":\"PreSync\"}",
                "\"spec\":{}")));
    world.cluster.workloads(new Behaviour.Never());
    world.application("{\"automated\":{}}");
    assertThat(message()).isEqualTo("waiting for completion of hook batch/Job/migrate");
  }

  private void pod(String status) {
    var job = world.live(MIGRATE).orElseThrow().uid();
    world.apply(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"migrate-1","namespace":"default",
         "ownerReferences":[{"apiVersion":"batch/v1","kind":"Job","name":"migrate","uid":"%s"}]},
         "spec":{"containers":[{"name":"c","image":"x"}]}}
        """
            .formatted(job));
    world.cluster.patch(
        new ResourceKey("", "Pod", "default", "migrate-1"),
        PatchType.MERGE,
        Json.tree("{\"status\":" + status + "}"),
        "status");
  }

  @Test
  void aWaveThatNeverGetsHealthyDoesNotHoldUpTheNextCommit() {
    world.push(
        Map.of(
            "deploy/after.json",
            World.object(
                "v1", "ConfigMap", "after", "{\"argocd.argoproj.io/sync-wave\":\"1\"}", "")));
    world.cluster.workloads(new Behaviour.Never());
    world.application("{\"automated\":{}}");
    assertThat(message()).isEqualTo("waiting for healthy state of apps/Deployment/web");
    world.cluster.workloads(new Behaviour.AtOnce());

    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    world.pushed();

    assertThat(world.web().images()).containsExactly("web:2");
    assertThat(world.live(World.configMapKey("after"))).isPresent();
  }

  private String message() {
    return world.web().operation().orElseThrow().message();
  }
}
