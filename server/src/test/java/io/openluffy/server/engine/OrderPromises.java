package io.openluffy.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.OperationView;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order a sync does what. */
interface OrderPromises extends OnEngine {
  @Test
  default void aWaveWaitsUntilTheOneBeforeIsWell() {
    var scene =
        scene()
            .push(
                Map.of(
                    "first.yaml",
                    OnEngine.inWave(-1, "first"),
                    "web.yaml",
                    OnEngine.deployment("web", "web", "slow=500ms"),
                    "last.yaml",
                    OnEngine.inWave(1, "last")));
    var diary = scene.diary("ConfigMap", "apps/v1/Deployment");

    scene.application(Scene.AUTOMATED).settles();

    diary.tells(
        "ConfigMap first came",
        "Deployment web came",
        "Deployment web ready",
        "ConfigMap last came");
  }

  @Test
  default void hooksRunBeforeAndAfter() {
    var scene =
        scene()
            .push(
                Map.of(
                    "before.yaml",
                    OnEngine.hook("before", "PreSync", "runs=100ms", "BeforeHookCreation"),
                    "a.yaml",
                    OnEngine.map("a", "1"),
                    "after.yaml",
                    OnEngine.hook("after", "PostSync", "runs=100ms", "HookSucceeded")));
    var diary = scene.diary("ConfigMap", "batch/v1/Job");

    scene.application(Scene.AUTOMATED).settles();

    diary.tells(
        "Job before came",
        "Job before ready",
        "ConfigMap a came",
        "Job after came",
        "Job after ready",
        "Job after went");
    var kept = scene.live("batch/Job/before");
    assertThat(kept.at("/metadata/finalizers").toString()).doesNotContain("hook-finalizer");

    scene.push("a.yaml", OnEngine.map("a", "2")).settles();
    assertThat(scene.live("batch/Job/before").uid()).isNotEqualTo(kept.uid());
    assertThat(scene.ended().results())
        .filteredOn(one -> !one.hookPhase().isEmpty())
        .filteredOn(one -> one.key().kind().equals("Job"))
        .allMatch(one -> one.hookPhase().equals("Succeeded"))
        .hasSize(2);
  }

  @Test
  default void aHookThatFailsEndsTheSyncBeforeAnythingIsApplied() {
    var scene =
        scene()
            .push(
                Map.of(
                    "before.yaml",
                    OnEngine.hook("before", "PreSync", "fail,runs=100ms", "HookFailed"),
                    "a.yaml",
                    OnEngine.map("a", "1"),
                    "rescue.yaml",
                    OnEngine.hook("rescue", "SyncFail", "runs=100ms", "BeforeHookCreation")));
    var diary = scene.diary("batch/v1/Job");

    scene.application(Scene.AUTOMATED);

    var ended = scene.ended();
    assertThat(ended.phase()).isEqualTo("Failed");
    assertThat(hook(ended, "before")).isEqualTo("Failed");
    assertThat(hook(ended, "rescue")).isEqualTo("Succeeded");
    assertThat(scene.find("/ConfigMap/a")).isEmpty();
    diary.tells("Job before came", "Job before ready", "Job rescue came", "Job before went");
  }

  private static String hook(OperationView operation, String name) {
    return operation.results().stream()
        .filter(one -> one.key().name().equals(name))
        .map(one -> one.hookPhase())
        .findFirst()
        .orElse("none");
  }

  @Test
  default void aHookWithoutANameGetsOneForEachSync() {
    var hook =
        OnEngine.hook("each", "Sync", "runs=100ms", "HookSucceeded")
            .replace("name: each,", "generateName: each-,");
    var scene = scene().push(Map.of("hook.yaml", hook, "a.yaml", OnEngine.map("a", "1")));
    scene.application(Scene.AUTOMATED).settles();
    var first = scene.ended();

    scene.push("a.yaml", OnEngine.map("a", "2")).settles();

    assertThat(job(first)).startsWith("each-").isNotEqualTo(job(scene.ended()));
    assertThat(job(scene.ended())).startsWith("each-");
    scene.goes("batch/Job/" + job(first));
    scene.goes("batch/Job/" + job(scene.ended()));
  }

  private static String job(OperationView operation) {
    return operation.results().stream()
        .map(one -> one.key())
        .filter(one -> one.kind().equals("Job"))
        .map(one -> one.name())
        .findFirst()
        .orElse("none");
  }

  @Test
  default void whatCameFirstIsPrunedLast() {
    var scene =
        scene()
            .push(
                Map.of(
                    "a.yaml", OnEngine.inWave(1, "a"),
                    "b.yaml", OnEngine.inWave(2, "b"),
                    "c.yaml", OnEngine.inWave(3, "c"),
                    "stays.yaml", OnEngine.map("stays", "1")));
    scene.application(Scene.MANUAL).sync(false);
    var diary = scene.diary("ConfigMap");
    scene.remove("a.yaml").remove("b.yaml").remove("c.yaml");

    scene.patchApplication("{'spec':{'syncPolicy':" + Scene.AUTOMATED + "}}");
    scene.settles();

    diary.tells("ConfigMap c went", "ConfigMap b went", "ConfigMap a went");
  }

  @Test
  default void aKindAndItsFirstObjectComeInOneSync() {
    var scene = scene();
    var group = scene.namespace + ".example.org";
    scene.clearsAway("apiextensions.k8s.io", "CustomResourceDefinition", "gauges." + group);
    scene.push(Map.of("a-gauge.yaml", gauge(group, 3), "kind.yaml", definition(group)));

    scene.application(Scene.AUTOMATED).settles();
    assertThat(scene.live(group + "/Gauge/one").at("/spec/size").asInt()).isEqualTo(3);
    scene.push("a-gauge.yaml", gauge(group, 4)).settles();
    assertThat(scene.live(group + "/Gauge/one").at("/spec/size").asInt()).isEqualTo(4);
    assertThat(scene.live(group + "/Gauge/one").text("/spec/unit")).isEqualTo("bar");

    scene.patch(group + "/Gauge/one", "{'spec':{'size':9}}");
    scene.live(group + "/Gauge/one", "is healed", one -> one.at("/spec/size").asInt() == 4);
    scene.settles();
  }

  private static String gauge(String group, int size) {
    return "{apiVersion: %s/v1, kind: Gauge, metadata: {name: one}, spec: {size: %d}}"
        .formatted(group, size);
  }

  private static String definition(String group) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: gauges.%1$s}
    spec:
      group: %1$s
      scope: Namespaced
      names: {kind: Gauge, plural: gauges}
      versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec: {type: object, properties: {size: {type: integer}, unit: {type: string, default: bar}}}
    """
        .formatted(group);
  }

  @Test
  default void aNamespaceAndWhatIsInItComeInOneSync() {
    var scene = scene();
    var other = scene.namespace + "-git";
    scene.clearsAway("", "Namespace", other);
    scene.push(
        Map.of(
            "a.yaml",
            OnEngine.map("a", "1").replace("name: a,", "name: a, namespace: " + other + ","),
            "space.yaml",
            "{apiVersion: v1, kind: Namespace, metadata: {name: " + other + "}}"));

    scene.application(Scene.AUTOMATED).settles();

    assertThat(scene.findAtLarge("", "Namespace", other)).isPresent();
  }
}
