package io.openluffy.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ConditionView;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an application leaves, and what it takes along. */
interface LeavingPromises extends OnEngine {
  String TAKES_ALL = "{'metadata':{'finalizers':['resources-finalizer.argocd.argoproj.io']}}";

  @Test
  default void itTakesItsObjectsAlongWhenItsFinalizerSaysSo() {
    var scene =
        scene()
            .push(
                Map.of(
                    "web.yaml",
                    OnEngine.deployment("web", "web", ""),
                    "a.yaml",
                    OnEngine.map("a", "1"),
                    "stays.yaml",
                    OnEngine.optioned("Delete=false", "stays"),
                    "kept.yaml",
                    OnEngine.map("kept", "1", "{helm.sh/resource-policy: keep}")));
    scene.application(Scene.AUTOMATED).settles();
    scene.patchApplication(TAKES_ALL);
    var diary = scene.diary("Pod", "apps/v1/Deployment");

    scene.deleteApplication();

    scene.leaves();
    assertThat(scene.find("apps/Deployment/web")).isEmpty();
    assertThat(scene.find("/ConfigMap/a")).isEmpty();
    assertThat(scene.find("/ConfigMap/stays")).isPresent();
    assertThat(scene.find("/ConfigMap/kept")).isPresent();
    diary.tells("Deployment web went");
    assertThat(diary.inOrder()).anyMatch(one -> one.startsWith("Pod web-") && one.endsWith("went"));
  }

  @Test
  default void itLeavesEverythingAloneWithoutTheFinalizer() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application(Scene.AUTOMATED).settles();

    scene.deleteApplication();

    scene.leaves();
    assertThat(scene.find("/ConfigMap/a")).isPresent();
  }

  @Test
  default void theLastWaveLeavesFirst() {
    var scene =
        scene()
            .push(
                Map.of(
                    "a.yaml", OnEngine.inWave(1, "a"),
                    "b.yaml", OnEngine.inWave(2, "b"),
                    "c.yaml", OnEngine.map("c", "1")));
    scene.application(Scene.AUTOMATED).settles();
    scene.patchApplication(TAKES_ALL);
    var diary = scene.diary("ConfigMap");

    scene.deleteApplication();

    scene.leaves();
    diary.tells("ConfigMap b went", "ConfigMap a went", "ConfigMap c went");
  }

  @Test
  default void itsHooksRunBeforeAndAfterTheObjectsGo() {
    var scene =
        scene()
            .push(
                Map.of(
                    "a.yaml",
                    OnEngine.map("a", "1"),
                    "before.yaml",
                    OnEngine.job("before", "runs=100ms", "{argocd.argoproj.io/hook: PreDelete}"),
                    "after.yaml",
                    OnEngine.job("after", "runs=100ms", "{argocd.argoproj.io/hook: PostDelete}")));
    scene.application(Scene.AUTOMATED).settles();
    scene.patchApplication(
        "{'metadata':{'finalizers':['resources-finalizer.argocd.argoproj.io','pre-delete-finalizer.argocd.argoproj.io','post-delete-finalizer.argocd.argoproj.io']}}");
    var diary = scene.diary("ConfigMap", "batch/v1/Job");

    scene.deleteApplication();

    scene.leaves();
    diary.tells(
        "Job before came",
        "Job before ready",
        "ConfigMap a went",
        "Job after came",
        "Job after ready",
        "Job after went");
    scene.goes("batch/Job/before");
  }

  @Test
  default void aDeletionThatWantsAConfirmationWaitsForIt() {
    var scene = scene().push("a.yaml", OnEngine.optioned("Delete=confirm", "a"));
    scene.application(Scene.AUTOMATED).settles();
    scene.patchApplication(TAKES_ALL);

    scene.deleteApplication();
    scene.becomes(
        "waiting for a person",
        one ->
            one.conditions().stream()
                .anyMatch(it -> it.type().equals(ConditionView.DELETION_APPROVAL)));
    assertThat(scene.live("/ConfigMap/a").deletedAt()).isEmpty();
    scene.confirm();

    scene.leaves();
    assertThat(scene.find("/ConfigMap/a")).isEmpty();
  }

  @Test
  default void itWaitsForAnObjectThatOthersHold() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application(Scene.AUTOMATED).settles();
    scene.patchApplication(TAKES_ALL);
    scene.patch("/ConfigMap/a", "{'metadata':{'finalizers':['example.org/held']}}");

    scene.deleteApplication();
    scene.live("/ConfigMap/a", "is leaving", one -> one.deletedAt().isPresent());
    assertThat(scene.isThere()).isTrue();
    scene.patch("/ConfigMap/a", "{'metadata':{'finalizers':null}}");

    scene.leaves();
    assertThat(scene.find("/ConfigMap/a")).isEmpty();
  }

  @Test
  default void aNamespaceThatIsLeavingTakesNothingNewAndSaysSo() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application("{'automated':{},'retry':{'limit':0}}").settles();
    scene.create(
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'holds','finalizers':['example.org/held']}}");
    scene.deleteNamespace();
    scene.goes("/ConfigMap/a");

    scene.push("b.yaml", OnEngine.map("b", "1"));

    assertThat(scene.ended().message()).contains("because it is being terminated");
    scene.patch("/ConfigMap/holds", "{'metadata':{'finalizers':null}}");
  }
}
