package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.SyncRequest;
import io.openluffy.application.SyncStatus;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeProblems;
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

class SyncOptionsTest {
  private static final String MANUAL = "{}";
  private static final Actor BEN = new Actor("ben", Door.API);
  private static final ResourceKey APPLICATION =
      new ResourceKey("argoproj.io", "Application", "argocd", "web");
  @TempDir Path work;
  private World world;

  @BeforeEach
  void world() {
    world = new World(work);
  }

  @Test
  void prunesComeLastWhenAskedFor() {
    world.push(
        Map.of(
            "deploy/a.json", map("a", "\"argocd.argoproj.io/sync-wave\":\"1\""),
            "deploy/old.json", map("old", "\"argocd.argoproj.io/sync-wave\":\"-1\"")));
    world.application("{\"automated\":{\"prune\":true},\"syncOptions\":[\"PruneLast=true\"]}");
    world.cluster.forgetCalls();

    world.remove("deploy/old.json");
    world.push(Map.of("deploy/b.json", map("b", "\"argocd.argoproj.io/sync-wave\":\"2\"")));
    world.pushed();

    assertThat(calls("ConfigMap"))
        .containsSubsequence("apply /ConfigMap/default/b", "delete /ConfigMap/default/old");
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
  }

  @Test
  void pruneThatWantsAConfirmationWaitsForIt() {
    world.push(
        Map.of(
            "deploy/a.json", map("a", ""),
            "deploy/old.json",
                map("old", "\"argocd.argoproj.io/sync-options\":\"Prune=confirm\"")));
    world.application("{\"automated\":{\"prune\":true}}");
    world.remove("deploy/old.json");
    world.pushed();
    assertThat(message()).isEqualTo("waiting for pruning confirmation of /ConfigMap/old");
    for (int i = 0; i < 3; i++) {
      world.tick(Duration.ofSeconds(5));
    }
    assertThat(world.live(World.configMapKey("old"))).isPresent();
    assertThat(world.facts("application.sync-started")).isEqualTo(2);

    approve();

    assertThat(world.live(World.configMapKey("old"))).isEmpty();
    assertThat(world.web().operation().orElseThrow().succeeded()).isTrue();
  }

  @Test
  void deletionThatWantsAConfirmationWaitsForIt() {
    world.push(
        Map.of(
            "deploy/a.json", map("a", "\"argocd.argoproj.io/sync-options\":\"Delete=confirm\"")));
    world.application("{\"automated\":{}}");
    world.patchApplication(
        "{\"metadata\":{\"finalizers\":[\"resources-finalizer.argocd.argoproj.io\"]}}");
    world.cluster.delete(APPLICATION, DeleteOptions.background());
    world.run();
    assertThat(world.live(World.configMapKey("a"))).isPresent();
    assertThat(world.web().conditions().toString()).contains("approval", "ConfigMap/a");

    approve();

    assertThat(world.live(World.configMapKey("a"))).isEmpty();
    assertThat(world.engine.applications().find(World.WEB)).isEmpty();
  }

  @Test
  void objectsLeaveWithTheApplicationWaveByWaveFromTheLast() {
    world.push(
        Map.of(
            "deploy/a.json", map("a", "\"argocd.argoproj.io/sync-wave\":\"1\""),
            "deploy/b.json", map("b", "\"argocd.argoproj.io/sync-wave\":\"2\""),
            "deploy/c.json", map("c", ""),
            "deploy/d.json", map("d", "\"argocd.argoproj.io/sync-options\":\"Delete=false\"")));
    world.application("{\"automated\":{}}");
    world.patchApplication(
        "{\"metadata\":{\"finalizers\":[\"resources-finalizer.argocd.argoproj.io/background\"]}}");
    world.cluster.forgetCalls();

    world.cluster.delete(APPLICATION, DeleteOptions.background());
    world.run();

    assertThat(calls("ConfigMap"))
        .containsExactly(
            "delete /ConfigMap/default/b",
            "delete /ConfigMap/default/a",
            "delete /ConfigMap/default/c");
    assertThat(world.live(World.configMapKey("d"))).isPresent();
    assertThat(world.engine.applications().find(World.WEB)).isEmpty();
  }

  @Test
  void replacePutsTheObjectInThePlaceOfTheOldOne() {
    world.push(Map.of("deploy/a.json", World.configMap("a", "1")));
    world.application("{\"automated\":{},\"syncOptions\":[\"Replace=true\"]}");
    world.patch(World.configMapKey("a"), "{\"data\":{\"foreign\":\"x\"}}");
    world.cluster.forgetCalls();

    world.push(Map.of("deploy/a.json", World.configMap("a", "2")));
    world.pushed();

    assertThat(calls("ConfigMap")).contains("replace /ConfigMap/default/a");
    assertThat(world.live(World.configMapKey("a")).orElseThrow().at("/data").size()).isEqualTo(1);
  }

  @Test
  void onlyWhatIsOutOfSyncIsAppliedWhenAskedFor() {
    world.push(
        Map.of(
            "deploy/a.json",
            World.configMap("a", "1"),
            "deploy/b.json",
            World.configMap("b", "1")));
    world.application("{\"automated\":{},\"syncOptions\":[\"ApplyOutOfSyncOnly=true\"]}");
    world.cluster.forgetCalls();

    world.push(Map.of("deploy/a.json", World.configMap("a", "2")));
    world.pushed();

    assertThat(calls("ConfigMap")).containsExactly("apply /ConfigMap/default/a");
  }

  @Test
  void ignoredFieldsKeepTheirLiveValueWhenAskedFor() {
    var ignore =
        "[{\"group\":\"apps\",\"kind\":\"Deployment\",\"jsonPointers\":[\"/spec/replicas\"]}]";
    world.push(Map.of("deploy/web.json", World.deployment("web:1", 2)));
    world.application("{\"automated\":{},\"syncOptions\":[\"RespectIgnoreDifferences=true\"]}");
    world.patchApplication("{\"spec\":{\"ignoreDifferences\":" + ignore + "}}");
    world.patch(World.DEPLOYMENT, "{\"spec\":{\"replicas\":7}}");
    world.run();
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);

    world.push(Map.of("deploy/web.json", World.deployment("web:2", 2)));
    world.pushed();

    assertThat(world.web().images()).containsExactly("web:2");
    assertThat(world.replicas()).isEqualTo(7);
  }

  @Test
  void theNamespaceIsMadeAndKeepsWhatItIsToCarry() {
    world.push(Map.of("deploy/a.json", World.configMap("a", "1")));
    world.application(namespaced("team", "blue"));
    world.patchApplication("{\"spec\":{\"destination\":{\"namespace\":\"shop\"}}}");
    settle();
    assertThat(label("team")).isEqualTo("blue");
    assertThat(world.live(new ResourceKey("", "ConfigMap", "shop", "a"))).isPresent();
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);

    world.patchApplication("{\"spec\":{\"syncPolicy\":" + namespaced("team", "green") + "}}");
    settle();

    assertThat(label("team")).isEqualTo("green");
    assertThat(world.web().sync()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.resource().at("/status/operationState/syncResult/managedNamespaceMetadata"))
        .hasToString("{\"labels\":{\"team\":\"green\"}}");
  }

  private static String namespaced(String label, String value) {
    return """
    {"automated":{"prune":true},"syncOptions":["CreateNamespace=true"],
     "managedNamespaceMetadata":{"labels":{"%s":"%s"}}}
    """
        .formatted(label, value);
  }

  private void settle() {
    for (int i = 0; i < 3; i++) {
      world.tick(Duration.ofSeconds(5));
    }
  }

  private String label(String name) {
    return world
        .cluster
        .get(GroupVersionKind.of("v1", "Namespace"), "", "shop")
        .orElseThrow()
        .labels()
        .getOrDefault(name, "");
  }

  @Test
  void anObjectOfAnotherApplicationIsLeftAloneWhenAskedFor() {
    world.apply(
        """
        {"apiVersion":"v1","kind":"ConfigMap","data":{"value":"theirs"},
         "metadata":{"name":"a","namespace":"default",
           "annotations":{"argocd.argoproj.io/tracking-id":"guestbook:/ConfigMap:default/a"}}}
        """);
    world.push(Map.of("deploy/a.json", World.configMap("a", "ours")));

    world.application("{\"automated\":{},\"syncOptions\":[\"FailOnSharedResource=true\"]}");

    assertThat(message()).contains("ConfigMap/a is part of applications argocd/web and guestbook");
    assertThat(world.live(World.configMapKey("a")).orElseThrow().text("/data/value"))
        .isEqualTo("theirs");
  }

  @Test
  void aSelectionSyncsNothingElseAndLeavesNoHistory() {
    world.push(
        Map.of(
            "deploy/a.json", World.configMap("a", "1"),
            "deploy/b.json", World.configMap("b", "1"),
            "deploy/hook.json", map("hook", "\"argocd.argoproj.io/hook\":\"PreSync\"")));
    world.application(MANUAL);

    world
        .engine
        .applications()
        .sync(
            World.WEB,
            new SyncRequest(
                BEN,
                Set.of(),
                Optional.empty(),
                false,
                false,
                List.of(World.configMapKey("a")),
                List.of()));
    world.run();

    assertThat(world.live(World.configMapKey("a"))).isPresent();
    assertThat(world.live(World.configMapKey("b"))).isEmpty();
    assertThat(world.live(World.configMapKey("hook"))).isEmpty();
    assertThat(world.web().history()).isEmpty();
  }

  @Test
  void whatRefusesAChangeIsToldAndNothingElseOfThatWaveIsLost() {
    world.push(
        Map.of(
            "deploy/a.json",
            World.configMap("a", "1"),
            "deploy/b.json",
            World.configMap("b", "1")));
    var refusal = KubeProblems.of(422, "Invalid", "field is immutable", "a");
    world.cluster.fail(
        (verb, key) ->
            verb.equals("apply") && key.equals(World.configMapKey("a"))
                ? Optional.of(refusal)
                : Optional.empty());

    world.application(MANUAL);
    world.patchApplication("{\"operation\":{\"sync\":{}}}");

    assertThat(message()).contains("one or more objects failed to apply", "field is immutable");
    assertThat(world.live(World.configMapKey("b"))).isPresent();
    assertThat(world.web().health()).isNotNull();
  }

  private void approve() {
    world.clock.tick(Duration.ofSeconds(1));
    world.patchApplication(
        "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/deletion-approved\":\"%s\"}}}"
            .formatted(world.clock.instant()));
    settle();
  }

  private List<String> calls(String kind) {
    return world.cluster.calls().stream().filter(one -> one.contains("/" + kind + "/")).toList();
  }

  private String message() {
    return world.web().operation().orElseThrow().message();
  }

  private static String map(String name, String annotation) {
    return World.object(
        "v1", "ConfigMap", name, "{" + annotation + "}", "\"data\":{\"value\":\"1\"}");
  }
}
