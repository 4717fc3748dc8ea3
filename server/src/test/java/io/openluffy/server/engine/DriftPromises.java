package io.openluffy.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.application.SyncStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of what others do to our objects. */
interface DriftPromises extends OnEngine {
  @Test
  default void whatIsPatchedDeletedOrStrippedByHandIsHealed() {
    var scene =
        scene()
            .push(
                Map.of(
                    "a.yaml",
                    OnEngine.map("a", "1"),
                    "b.yaml",
                    OnEngine.map("b", "1"),
                    "c.yaml",
                    OnEngine.map("c", "1").replace("name: c,", "name: c, labels: {team: blue},")));
    scene.application(Scene.AUTOMATED).settles();
    var uid = scene.live("/ConfigMap/b").uid();

    scene.patch("/ConfigMap/a", "{'data':{'value':'hand'}}");
    scene.delete("/ConfigMap/b");
    scene.patch("/ConfigMap/c", "{'metadata':{'labels':{'team':null}}}");

    scene.live("/ConfigMap/a", "is healed", one -> one.text("/data/value").equals("1"));
    scene.live("/ConfigMap/b", "is back", one -> !one.uid().equals(uid));
    scene.live("/ConfigMap/c", "has its label", one -> one.labels().containsKey("team"));
    scene.settles();
  }

  @Test
  default void theMarkByWhichWeKnowAnObjectIsHealed() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application(Scene.AUTOMATED).settles();
    var mark = "argocd.argoproj.io/tracking-id";
    var ours = scene.live("/ConfigMap/a").annotation(mark).orElseThrow();

    scene.patch("/ConfigMap/a", "{'metadata':{'annotations':{'" + mark + "':null}}}");

    scene.live("/ConfigMap/a", "is marked", one -> one.annotation(mark).orElse("").equals(ours));
    scene.settles();
  }

  @Test
  default void withoutSelfHealingDriftIsToldAndStays() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application("{'automated':{}}").settles();

    scene.patch("/ConfigMap/a", "{'data':{'value':'hand'}}");

    scene.becomes("out of sync", one -> one.sync() == SyncStatus.OUT_OF_SYNC);
    assertThat(scene.live("/ConfigMap/a").text("/data/value")).isEqualTo("hand");
  }

  @Test
  default void anotherManagersFieldsStayAndOursComeBack() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application(Scene.AUTOMATED).settles();

    scene.apply(
        "another",
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'value':'theirs','more':'theirs'}}");

    var live = scene.live("/ConfigMap/a", "is healed", one -> one.text("/data/value").equals("1"));
    assertThat(live.text("/data/more")).isEqualTo("theirs");
    scene.settles();
    scene.push("a.yaml", OnEngine.map("a", "1").replace("value:", "other:")).settles();
    assertThat(scene.live("/ConfigMap/a").at("/data"))
        .hasToString("{\"more\":\"theirs\",\"other\":\"1\"}");
  }

  @Test
  default void whatWasAppliedFromAClientIsTakenOver() {
    var scene = scene();
    scene.applyFromAClient(
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'},'data':{'value':'0','dropped':'1'}}");
    scene.push("a.yaml", OnEngine.map("a", "1"));

    scene.application(Scene.AUTOMATED).settles();

    assertThat(scene.live("/ConfigMap/a").at("/data")).hasToString("{\"value\":\"1\"}");
  }

  @Test
  default void ignoredDifferencesAreNone() {
    var scene =
        scene().push(Map.of("a.yaml", OnEngine.map("a", "1"), "b.yaml", OnEngine.map("b", "1")));
    var ignore =
        """
        {'ignoreDifferences':[
          {'group':'','kind':'ConfigMap','name':'a','jsonPointers':['/data/value']},
          {'group':'','kind':'ConfigMap','name':'b','managedFieldsManagers':['scaler']}]}
        """;
    scene.application(Scene.AUTOMATED, ignore).settles();

    scene.patch("/ConfigMap/a", "{'data':{'value':'hand'}}");
    scene.apply(
        "scaler",
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'b'},'data':{'value':'theirs'}}");
    scene.push("c.yaml", OnEngine.map("c", "1"));
    scene.live("/ConfigMap/c", "is there", one -> true);

    scene.settles();
  }

  @Test
  default void whatLeavesGitIsPrunedIfItMayBe() {
    var files = Map.of("a.yaml", OnEngine.map("a", "1"), "old.yaml", OnEngine.map("old", "1"));
    var prunes = scene().push(files);
    var keeps = scene().push(files);
    prunes.application(Scene.AUTOMATED).settles();
    keeps.application("{'automated':{'selfHeal':true}}").settles();

    prunes.remove("old.yaml").settles();
    keeps.remove("old.yaml");

    assertThat(prunes.find("/ConfigMap/old")).isEmpty();
    keeps.becomes(
        "out of sync", one -> one.resources().stream().anyMatch(it -> it.requiresPruning()));
    assertThat(keeps.find("/ConfigMap/old")).isPresent();
  }

  @Test
  default void whatIsPrunedAndHeldByOthersIsWaitedForAndDoesNotComeBack() {
    var scene =
        scene()
            .push(Map.of("a.yaml", OnEngine.map("a", "1"), "old.yaml", OnEngine.map("old", "1")));
    scene.application(Scene.AUTOMATED).settles();
    scene.patch("/ConfigMap/old", "{'metadata':{'finalizers':['example.org/held']}}");

    scene.remove("old.yaml");
    scene.live("/ConfigMap/old", "is leaving", one -> one.deletedAt().isPresent());
    scene.patch("/ConfigMap/old", "{'metadata':{'finalizers':null}}");

    scene.goes("/ConfigMap/old");
    scene.settles();
  }
}
