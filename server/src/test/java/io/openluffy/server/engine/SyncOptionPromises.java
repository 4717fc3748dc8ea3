package io.openluffy.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.ResourceResultView;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the options of a sync do. */
interface SyncOptionPromises extends OnEngine {
  @Test
  default void replaceTakesAwayWhatOthersHaveAdded() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application(Scene.automated("Replace=true")).settles();
    var uid = scene.live("/ConfigMap/a").uid();
    scene.patch("/ConfigMap/a", "{'data':{'foreign':'x'}}");

    scene.push("a.yaml", OnEngine.map("a", "2")).settles();

    var live = scene.live("/ConfigMap/a");
    assertThat(live.at("/data")).hasToString("{\"value\":\"2\"}");
    assertThat(live.uid()).isEqualTo(uid);
  }

  @Test
  default void whatCannotBeChangedIsToldAndNothingOfThatSyncIsDone() {
    var scene = scene().push("web.yaml", OnEngine.deployment("web", "one", ""));
    scene.application(Scene.AUTOMATED).settles();

    scene.push(
        Map.of(
            "web.yaml", OnEngine.deployment("web", "two", ""), "a.yaml", OnEngine.map("a", "1")));

    var ended = scene.ended();
    assertThat(ended.phase()).isEqualTo("Failed");
    assertThat(ended.message()).contains("(dry run)", "field is immutable");
    assertThat(ended.results())
        .extracting(ResourceResultView::status)
        .containsExactly("SyncFailed");
    assertThat(scene.find("/ConfigMap/a")).isEmpty();
  }

  @Test
  default void forceMakesAnewWhatCannotBeChanged() {
    var scene = scene().push("web.yaml", OnEngine.deployment("web", "one", ""));
    scene.application(Scene.automated("Force=true")).settles();
    var uid = scene.live("apps/Deployment/web").uid();

    scene.push("web.yaml", OnEngine.deployment("web", "two", "")).settles();

    var live = scene.live("apps/Deployment/web");
    assertThat(live.uid()).isNotEqualTo(uid);
    assertThat(live.text("/spec/selector/matchLabels/app")).isEqualTo("two");
  }

  @Test
  default void prunesComeLastWhenAskedFor() {
    var scene =
        scene()
            .push(
                Map.of("a.yaml", OnEngine.inWave(1, "a"), "old.yaml", OnEngine.inWave(-1, "old")));
    scene.application(Scene.automated("PruneLast=true")).settles();
    var diary = scene.diary("ConfigMap");

    scene.push("b.yaml", OnEngine.inWave(2, "b")).remove("old.yaml").settles();

    diary.tells("ConfigMap b came", "ConfigMap old went");
  }

  @Test
  default void aPruneThatWantsAConfirmationWaitsForIt() {
    var scene =
        scene()
            .push(
                Map.of(
                    "a.yaml",
                    OnEngine.map("a", "1"),
                    "old.yaml",
                    OnEngine.optioned("Prune=confirm", "old")));
    scene.application(Scene.AUTOMATED).settles();

    scene.remove("old.yaml");
    scene.becomes(
        "waiting for a person",
        one ->
            one.operation()
                .filter(op -> op.message().contains("pruning confirmation of /ConfigMap/old"))
                .isPresent());
    assertThat(scene.find("/ConfigMap/old")).isPresent();
    scene.confirm();

    scene.settles();
    assertThat(scene.find("/ConfigMap/old")).isEmpty();
  }

  @Test
  default void whatIsNeverToBePrunedStays() {
    var scene =
        scene()
            .push(
                Map.of(
                    "a.yaml",
                    OnEngine.map("a", "1"),
                    "old.yaml",
                    OnEngine.optioned("Prune=false", "old")));
    scene.application(Scene.AUTOMATED).settles();

    scene.remove("old.yaml").push("a.yaml", OnEngine.map("a", "2"));

    assertThat(scene.ended().message()).contains("successfully synced");
    scene.live("/ConfigMap/a", "is new", one -> one.text("/data/value").equals("2"));
    assertThat(scene.find("/ConfigMap/old")).isPresent();
  }

  @Test
  default void onlyWhatIsOutOfSyncIsAppliedWhenAskedFor() {
    var scene =
        scene().push(Map.of("a.yaml", OnEngine.map("a", "1"), "b.yaml", OnEngine.map("b", "1")));
    scene.application(Scene.automated("ApplyOutOfSyncOnly=true")).settles();

    scene.push("a.yaml", OnEngine.map("a", "2")).settles();

    assertThat(scene.ended().results()).extracting(one -> one.key().name()).containsExactly("a");
  }

  @Test
  default void ignoredFieldsKeepTheirLiveValueWhenAskedFor() {
    var scene = scene().push("web.yaml", replicas(1, "web:1"));
    var ignore =
        "{'ignoreDifferences':[{'group':'apps','kind':'Deployment','jsonPointers':['/spec/replicas']}]}";
    scene.application(Scene.automated("RespectIgnoreDifferences=true"), ignore).settles();
    scene.patch("apps/Deployment/web", "{'spec':{'replicas':3}}");
    scene.live("apps/Deployment/web", "has 3 pods", one -> ready(one) == 3);
    scene.settles();

    scene.push("web.yaml", replicas(1, "web:2")).settles();

    var live = scene.live("apps/Deployment/web");
    assertThat(live.text("/spec/template/spec/containers/0/image")).isEqualTo("web:2");
    assertThat(live.at("/spec/replicas").asInt()).isEqualTo(3);
  }

  private static int ready(io.openluffy.kube.Manifest live) {
    return live.at("/status/readyReplicas").asInt();
  }

  private static String replicas(int count, String image) {
    return OnEngine.deployment("web", "web", "")
        .replace("spec:\n  progress", "spec:\n  replicas: " + count + "\n  progress")
        .replace("example.org/app:1", image);
  }

  @Test
  default void theNamespaceIsMadeAndCarriesWhatItIsTo() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    var other = scene.namespace + "-new";
    scene.clearsAway("", "Namespace", other);
    var destination =
        "{'destination':{'server':'https://kubernetes.default.svc','namespace':'" + other + "'}}";

    scene.application(carrying("blue"), destination).settles();
    assertThat(scene.findAtLarge("", "Namespace", other).orElseThrow().labels())
        .containsEntry("team", "blue");
    scene.patchApplication("{'spec':{'syncPolicy':" + carrying("green") + "}}");

    scene.becomes(
        "a namespace with another label",
        one ->
            scene
                .findAtLarge("", "Namespace", other)
                .filter(it -> it.labels().getOrDefault("team", "").equals("green"))
                .isPresent());
    scene.settles();
  }

  private static String carrying(String team) {
    return "{'automated':{'prune':true},'syncOptions':['CreateNamespace=true'],'managedNamespaceMetadata':{'labels':{'team':'%s'}}}"
        .formatted(team);
  }

  @Test
  default void aMisspeltFieldIsRefusedByItsName() {
    var misspelt = OnEngine.map("a", "1").replace("\ndata:", "\ndta: {}\ndata:");
    var scene = scene().push("a.yaml", misspelt);

    scene.application(Scene.AUTOMATED);

    assertThat(scene.ended().message()).contains("dta: field not declared in schema");
    assertThat(scene.find("/ConfigMap/a")).isEmpty();
  }
}
