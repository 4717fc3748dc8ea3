package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.SyncStatus;
import io.openluffy.kube.Behaviour;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {
  private static final String AUTOMATED = "{\"automated\":{\"prune\":true}}";
  private static final ResourceKey APPLICATION =
      new ResourceKey("argoproj.io", "Application", "argocd", "web");
  private static final ResourceKey JOB = new ResourceKey("batch", "Job", "default", "bye");
  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work);
  }

  @Test
  void hooksOfTheDeletionAreWaitedForThoughNothingElseIsDeleted() {
    world.push(
        Map.of("deploy/bye.json", hook("PostDelete"), "deploy/a.json", World.configMap("a", "1")));
    world.cluster.workloads(new Behaviour.AfterRounds(1));
    world.application(AUTOMATED);
    assertThat(finalizers()).contains("post-delete-finalizer.argocd.argoproj.io");
    assertThat(world.live(JOB)).isEmpty();

    world.cluster.delete(APPLICATION, DeleteOptions.background());
    world.run();
    assertThat(world.live(JOB)).isPresent();
    assertThat(world.engine.applications().find(World.WEB)).isPresent();
    world.cluster.round();
    settle();

    assertThat(world.engine.applications().find(World.WEB)).isEmpty();
    assertThat(world.live(JOB)).isEmpty();
    assertThat(world.live(World.configMapKey("a"))).isPresent();
  }

  @Test
  void hooksAloneRunToo() {
    world.push(Map.of("deploy/bye.json", hook("PreDelete")));
    world.cluster.workloads(new Behaviour.Never());
    world.application(AUTOMATED);

    world.cluster.delete(APPLICATION, DeleteOptions.background());
    world.run();

    assertThat(world.live(JOB)).isPresent();
    assertThat(world.engine.applications().find(World.WEB)).isPresent();
  }

  @Test
  void theFinalizerGoesWithTheLastHook() {
    world.push(
        Map.of("deploy/bye.json", hook("PreDelete"), "deploy/a.json", World.configMap("a", "1")));
    world.application(AUTOMATED);
    assertThat(finalizers()).contains("pre-delete-finalizer.argocd.argoproj.io");

    world.remove("deploy/bye.json");
    world.pushed();

    assertThat(finalizers()).doesNotContain("pre-delete-finalizer");
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
  }

  @Test
  void amountsThatAreNumbersAreAppliedAsText() {
    world.push(
        Map.of(
            "deploy/web.json",
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},
             "spec":{"containers":[{"name":"p","image":"p:1",
               "resources":{"limits":{"cpu":0.5,"memory":"1Gi"},"requests":{"cpu":1}}}]}}
            """));

    world.application(AUTOMATED);

    var pod = world.live(new ResourceKey("", "Pod", "default", "p")).orElseThrow();
    assertThat(pod.at("/spec/containers/0/resources"))
        .hasToString(
            "{\"limits\":{\"cpu\":\"0.5\",\"memory\":\"1Gi\"},\"requests\":{\"cpu\":\"1\"}}");
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
  }

  private String finalizers() {
    return world.resource().at("/metadata/finalizers").toString();
  }

  private void settle() {
    for (int i = 0; i < 4; i++) {
      world.tick(Duration.ofSeconds(5));
    }
  }

  private static String hook(String type) {
    return World.object(
        "batch/v1",
        "Job",
        "bye",
        "{\"argocd.argoproj.io/hook\":\"" + type + "\"}",
        "\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"b\",\"image\":\"b:1\"}]}}}");
  }
}
