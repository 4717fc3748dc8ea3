package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.SyncStatus;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.ResourceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
  private static final String AUTOMATED = "{\"automated\":{}}";
  private static final String DEFINITION =
      """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
       "metadata":{"name":"widgets.shop.example"},
       "spec":{"group":"shop.example","scope":"Namespaced","names":{"kind":"Widget","plural":"widgets"},
        "versions":[{"name":"v1","served":true,"storage":true}]}}
      """;
  private static final String WIDGET =
      World.object("shop.example/v1", "Widget", "w", "{}", "\"spec\":{\"size\":3}");
  private static final ResourceKey WIDGET_KEY =
      new ResourceKey("shop.example", "Widget", "default", "w");

  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work);
  }

  @Test
  void definitionAndItsObjectComeInOneSync() {
    world.push(Map.of("deploy/a.json", WIDGET, "deploy/b.json", DEFINITION));

    world.application(AUTOMATED);

    assertThat(world.live(WIDGET_KEY)).isPresent();
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.web().operation().orElseThrow().phase()).isEqualTo("Succeeded");
  }

  @Test
  void objectWithoutDefinitionIsRefusedBeforeAnythingIsApplied() {
    world.push(Map.of("deploy/a.json", WIDGET, "deploy/b.json", World.configMap("b", "1")));

    world.application(AUTOMATED);

    assertThat(world.web().operation().orElseThrow().message()).contains("knows no kind");
    assertThat(world.live(World.configMapKey("b"))).isEmpty();
  }

  @Test
  void skippedDryRunOfAMissingKindLetsTheRestBeApplied() {
    var options = "{\"argocd.argoproj.io/sync-options\":\"SkipDryRunOnMissingResource=true\"}";
    var widget = World.object("shop.example/v1", "Widget", "w", options, "");
    world.push(Map.of("deploy/a.json", widget, "deploy/b.json", World.configMap("b", "1")));

    world.application(AUTOMATED);

    assertThat(world.live(World.configMapKey("b"))).isPresent();
  }

  @Test
  void namespaceAndItsObjectsComeInOneSync() {
    var namespace =
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"shop\"}}";
    var map =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\"}}";
    world.push(Map.of("deploy/a.json", map, "deploy/n.json", namespace));

    world.application(AUTOMATED);

    assertThat(world.live(new ResourceKey("", "ConfigMap", "shop", "a"))).isPresent();
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
  }

  @Test
  void hookOfAnEarlierSyncIsNoReasonToRefuseItsSuccessor() {
    var hook = "{\"argocd.argoproj.io/hook\":\"PreSync\"}";
    world.push(
        Map.of(
            "deploy/hook.json",
            World.object("batch/v1", "Job", "migrate", hook, "\"spec\":{\"n\":1}"),
            "deploy/web.json",
            World.configMap("web", "1")));
    world.application(AUTOMATED);
    var job = new ResourceKey("batch", "Job", "default", "migrate");
    assertThat(world.live(job)).isPresent();
    var immutable = KubeProblems.of(422, "Invalid", "field is immutable", "job");
    world.cluster.fail(
        (verb, key) ->
            verb.equals("apply") && key.equals(job) && world.live(job).isPresent()
                ? Optional.of(immutable)
                : Optional.empty());

    world.push(Map.of("deploy/web.json", World.configMap("web", "2")));
    world.pushed();
    world.tick(Duration.ofSeconds(5));

    assertThat(world.web().operation().orElseThrow().phase()).isEqualTo("Succeeded");
    assertThat(world.live(World.configMapKey("web")).orElseThrow().text("/data/value"))
        .isEqualTo("2");
  }

  @Test
  void forceMakesAnewWhatRefusesAChange() {
    var force = "{\"argocd.argoproj.io/sync-options\":\"Force=true\"}";
    world.push(
        Map.of(
            "deploy/a.json",
            World.object("v1", "ConfigMap", "a", force, "\"data\":{\"value\":\"1\"}")));
    world.application(AUTOMATED);
    var key = World.configMapKey("a");
    var uid = world.live(key).orElseThrow().uid();
    var immutable = KubeProblems.of(422, "Invalid", "field is immutable", "a");
    world.cluster.fail(
        (verb, one) ->
            verb.equals("apply") && one.equals(key) ? Optional.of(immutable) : Optional.empty());

    world.push(
        Map.of(
            "deploy/a.json",
            World.object("v1", "ConfigMap", "a", force, "\"data\":{\"value\":\"2\"}")));
    world.pushed();

    assertThat(world.live(key).orElseThrow().uid()).isNotEqualTo(uid);
    assertThat(world.live(key).orElseThrow().text("/data/value")).isEqualTo("2");
  }
}
