package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ConditionView;
import io.openluffy.application.SyncAnswer;
import io.openluffy.application.SyncRequest;
import io.openluffy.application.SyncStatus;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionTest {
  private static final String AUTOMATED = "{\"automated\":{\"prune\":true}}";
  private static final ResourceKey PROJECT =
      new ResourceKey("argoproj.io", "AppProject", "argocd", "default");
  private static final String CONTROLLER =
      """
      {"apiVersion":"apps/v1","kind":"StatefulSet",
       "metadata":{"name":"argocd-application-controller","namespace":"argocd"},
       "spec":{"replicas":%d,"template":{"spec":{"containers":[{"name":"c","image":"argocd:1"}]}}}}
      """;
  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work);
    world.push(Map.of("deploy/a.json", World.configMap("a", "1")));
  }

  @Test
  void applicationOfAMissingProjectIsInvalid() {
    world.cluster.delete(PROJECT, io.openluffy.kube.DeleteOptions.background());

    world.application(AUTOMATED);

    assertThat(conditions()).contains("InvalidSpecError", "There is no project 'default'.");
    assertThat(world.live(World.configMapKey("a"))).isEmpty();
  }

  @Test
  void applicationGoesOnAsSoonAsItsProjectPermitsIt() {
    world.patch(PROJECT, "{\"spec\":{\"sourceRepos\":[\"https://git.example/other/*\"]}}");
    world.application(AUTOMATED);
    assertThat(conditions()).contains("is not permitted in project 'default'");

    world.patch(PROJECT, "{\"spec\":{\"sourceRepos\":[\"https://git.example/team/*\"]}}");
    world.run();

    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.web().conditions()).isEmpty();
  }

  @Test
  void destinationMustBePermitted() {
    world.patch(
        PROJECT, "{\"spec\":{\"destinations\":[{\"server\":\"*\",\"namespace\":\"shop\"}]}}");

    world.application(AUTOMATED);

    assertThat(conditions()).contains("do not match any of the allowed destinations");
  }

  @Test
  void oneForbiddenKindKeepsTheWholeSyncFromBeginning() {
    world.patch(
        PROJECT,
        "{\"spec\":{\"namespaceResourceBlacklist\":[{\"group\":\"\",\"kind\":\"Secret\"}]}}");
    world.push(Map.of("deploy/s.json", World.object("v1", "Secret", "s", "{}", "")));

    world.application(AUTOMATED);

    assertThat(world.web().operation().orElseThrow().message())
        .contains("one or more synchronization tasks are not valid", "is not permitted in project");
    assertThat(world.live(World.configMapKey("a"))).isEmpty();
  }

  @Test
  void forbiddenKindsAreNotPruned() {
    world.push(
        Map.of(
            "deploy/b.json",
            World.configMap("b", "1"),
            "deploy/s.json",
            World.object("v1", "Secret", "s", "{}", "")));
    world.application(AUTOMATED);
    world.patch(
        PROJECT,
        "{\"spec\":{\"namespaceResourceBlacklist\":[{\"group\":\"\",\"kind\":\"ConfigMap\"}]}}");

    world.git.commitFiles(
        World.REPOSITORY,
        "main",
        World.ANNA,
        "change",
        Map.of("deploy/s.json", World.object("v1", "Secret", "s2", "{}", "")));
    world.pushed();

    assertThat(world.live(World.configMapKey("b"))).isPresent();
  }

  @Test
  void sourceOfAnOperationMustBePermittedToo() {
    world.application("{}");
    world.patch(PROJECT, "{\"spec\":{\"sourceRepos\":[\"https://git.example/team/*\"]}}");

    world.patchApplication(
        "{\"operation\":{\"sync\":{\"source\":{\"repoURL\":\"https://evil.example/x.git\",\"path\":\"deploy\"}}}}");

    assertThat(world.web().operation().orElseThrow().message())
        .contains("https://evil.example/x.git is not permitted");
  }

  @Test
  void standsAsideWhereArgoCdIsAtWork() {
    world.apply(CONTROLLER.formatted(1));

    world.application(AUTOMATED);
    world.tick(Duration.ofMinutes(3));

    assertThat(conditions()).contains(ConditionView.STANDS_ASIDE, "Argo CD is at work");
    assertThat(world.live(World.configMapKey("a"))).isEmpty();
    var answer =
        world
            .engine
            .applications()
            .sync(World.WEB, SyncRequest.by(new Actor("ben", Door.API), Set.of()));
    assertThat(answer).isInstanceOf(SyncAnswer.Refused.class);
  }

  @Test
  void besideArgoCdItsStatusIsShownAndDiffAndTreeAreOurs() {
    world.apply(CONTROLLER.formatted(1));
    world.apply(
        """
        {"apiVersion":"v1","kind":"ConfigMap","data":{"value":"0"},
         "metadata":{"name":"a","namespace":"default",
           "annotations":{"argocd.argoproj.io/tracking-id":"web:/ConfigMap:default/a"}}}
        """);
    world.application(AUTOMATED);
    world.patchApplication(
        """
        {"status":{"sync":{"status":"OutOfSync"},"health":{"status":"Degraded"},
          "resources":[{"version":"v1","kind":"ConfigMap","namespace":"default","name":"a"}]}}
        """);
    world.cluster.forgetCalls();

    var applications = world.engine.applications();

    assertThat(world.web().sync()).isEqualTo(SyncStatus.OUT_OF_SYNC);
    assertThat(world.web().health()).isEqualTo(io.openluffy.application.Health.DEGRADED);
    assertThat(applications.diff(World.WEB).objects())
        .singleElement()
        .satisfies(one -> assertThat(one.modified()).isTrue());
    assertThat(applications.tree(World.WEB).nodes()).hasSize(1);
    assertThat(applications.manifests(World.WEB, java.util.Optional.empty())).hasSize(1);
    assertThat(world.cluster.calls()).noneMatch(call -> call.startsWith("patch"));
    assertThat(world.live(World.configMapKey("a")).orElseThrow().text("/data/value"))
        .isEqualTo("0");
  }

  @Test
  void takesOverWhenArgoCdStopsOrAPersonSaysSo() {
    world.apply(CONTROLLER.formatted(1));
    world.application(AUTOMATED);

    world.patchApplication(
        "{\"metadata\":{\"annotations\":{\"openluffy.io/take-over\":\"true\"}}}");

    assertThat(world.live(World.configMapKey("a"))).isPresent();
    world.patchApplication("{\"metadata\":{\"annotations\":null}}");
    assertThat(conditions()).contains(ConditionView.STANDS_ASIDE);
    world.apply(CONTROLLER.formatted(0));
    world.run();
    assertThat(world.web().conditions()).isEmpty();
  }

  private String conditions() {
    return world.web().conditions().toString();
  }
}
