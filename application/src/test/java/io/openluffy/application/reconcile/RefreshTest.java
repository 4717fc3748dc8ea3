package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.SyncStatus;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshTest {
  private static final String AUTOMATED = "{\"automated\":{\"prune\":true,\"selfHeal\":true}}";
  private static final String CHILD =
      """
      {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
       "metadata":{"name":"child","namespace":"argocd",
         "finalizers":["resources-finalizer.argocd.argoproj.io"]},
       "spec":{"project":"default",
         "source":{"repoURL":"https://git.example/team/web.git","path":"child","targetRevision":"main"},
         "destination":{"server":"https://kubernetes.default.svc","namespace":"default"},
         "syncPolicy":{"automated":{}}}}
      """;
  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work).withDeployment();
  }

  @Test
  void normalRefreshAsksGitAndRendersOnlyWhatIsNew() {
    world.application(AUTOMATED);
    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));

    refresh("normal");

    assertThat(world.web().images()).containsExactly("web:2");
    assertThat(world.resource().at("/metadata/annotations").has(ApplicationResources.REFRESH))
        .isFalse();
    int renders = world.renderer.renders;
    refresh("normal");
    assertThat(world.renderer.renders).isEqualTo(renders);
  }

  @Test
  void hardRefreshRendersAgain() {
    world.application(AUTOMATED);
    int renders = world.renderer.renders;

    refresh("hard");

    assertThat(world.renderer.renders).isEqualTo(renders + 1);
    assertThat(world.resource().at("/metadata/annotations").has(ApplicationResources.REFRESH))
        .isFalse();
  }

  @Test
  void aSourceThatIsBrokenIsLookedAtOnceAndAgainWhenAsked() {
    world.application(AUTOMATED);
    world.push(Map.of("deploy/web.json", "broken"));
    refresh("normal");
    int renders = world.renderer.renders;
    var written = world.resource().at("/metadata/resourceVersion").asText();

    for (int event = 0; event < 5; event++) {
      world.clock.tick(Duration.ofSeconds(1));
      world.patch(
          World.DEPLOYMENT, "{\"metadata\":{\"labels\":{\"event\":\"%d\"}}}".formatted(event));
      world.run();
    }

    assertThat(world.renderer.renders).isEqualTo(renders);
    assertThat(world.resource().at("/metadata/resourceVersion").asText()).isEqualTo(written);
    assertThat(world.resource().at("/metadata/annotations").has(ApplicationResources.REFRESH))
        .isFalse();
    assertThat(world.web().sync()).isEqualTo(SyncStatus.UNKNOWN);
    refresh("normal");
    assertThat(world.renderer.renders).isEqualTo(renders + 1);
    world.tick(Duration.ofMinutes(3));
    assertThat(world.renderer.renders).isEqualTo(renders + 2);
  }

  @Test
  void whileGitIsAwayEventsOfTheClusterWriteNothing() {
    world.application(AUTOMATED);
    var away = Problem.world("git.unreachable", "git is away", Where.of("git"), "").asException();
    world.git.fail(World.REPOSITORY, away);
    world.patchApplication(
        "{\"metadata\":{\"annotations\":{\"" + ApplicationResources.REFRESH + "\":\"normal\"}}}");
    var written = world.resource().at("/metadata/resourceVersion").asText();

    for (int event = 0; event < 5; event++) {
      world.clock.tick(Duration.ofSeconds(100));
      world.patch(
          World.DEPLOYMENT, "{\"metadata\":{\"labels\":{\"event\":\"%d\"}}}".formatted(event));
      world.run();
    }

    assertThat(world.resource().at("/metadata/resourceVersion").asText()).isEqualTo(written);
  }

  @Test
  void aLostPushIsFoundAfterAWhile() {
    world.application(AUTOMATED);
    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));

    world.tick(Duration.ofMinutes(3));

    assertThat(world.web().images()).containsExactly("web:2");
  }

  @Test
  void anApplicationOfApplicationsBringsThemUpAndTakesThemAlong() {
    world.push(Map.of("deploy/child.json", CHILD, "child/map.json", World.configMap("inner", "1")));
    world.application(AUTOMATED);
    world.run();

    var child = world.engine.applications().find(ApplicationName.of("child")).orElseThrow();
    assertThat(child.sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.live(World.configMapKey("inner"))).isPresent();
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);

    world.patchApplication(
        "{\"metadata\":{\"finalizers\":[\"resources-finalizer.argocd.argoproj.io\"]}}");
    world.cluster.delete(
        new ResourceKey("argoproj.io", "Application", "argocd", "web"), DeleteOptions.background());
    for (int i = 0; i < 4; i++) {
      world.tick(Duration.ofSeconds(5));
    }

    assertThat(world.live(World.configMapKey("inner"))).isEmpty();
    assertThat(world.engine.applications().list()).isEmpty();
  }

  @Test
  void kubectlStartsASyncThatIsWrittenIntoTheHistory() {
    world.application("{}");

    world.patchApplication(
        "{\"operation\":{\"initiatedBy\":{\"username\":\"kubectl\"},\"sync\":{\"revision\":\"main\"}}}");

    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.web().history()).hasSize(1);
    assertThat(world.resource().has("operation")).isFalse();
  }

  @Test
  void aNewDefinitionRendersNothingAgain() {
    world.application(AUTOMATED);
    int renders = world.renderer.renders;

    world.apply(
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"widgets.shop.example"},
         "spec":{"group":"shop.example","scope":"Namespaced",
           "names":{"kind":"Widget","plural":"widgets"},
           "versions":[{"name":"v1","served":true,"storage":true}]}}
        """);
    world.tick(Duration.ofMinutes(3));

    assertThat(world.renderer.renders).isEqualTo(renders);
  }

  @Test
  void aSourceThatNamesTheCommitIsRenderedForEach() {
    world.application(AUTOMATED);
    world.patchApplication(
        "{\"spec\":{\"source\":{\"kustomize\":{\"commonAnnotations\":{\"at\":\"$ARGOCD_APP_REVISION\"}}}}}");
    int renders = world.renderer.renders;

    world.push(Map.of("docs/readme.md", "hello"));
    world.pushed();

    assertThat(world.renderer.renders).isEqualTo(renders + 1);
  }

  @Test
  void aWarningOfTheRendererIsShownAlsoWhenItsRenderingIsKept() {
    world.renderer.warnings =
        List.of(Problem.user("render.odd", "The file is odd.", Where.of("web.json"), ""));
    world.application(AUTOMATED);
    assertThat(world.web().conditions().toString()).contains("RenderWarning", "The file is odd.");
    int renders = world.renderer.renders;

    world.restart();
    world.tick(Duration.ofMinutes(3));

    assertThat(world.renderer.renders).isEqualTo(renders);
    assertThat(world.web().conditions().toString()).contains("RenderWarning", "The file is odd.");
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
  }

  private void refresh(String how) {
    world.patchApplication(
        "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"" + how + "\"}}}");
  }
}
