package io.openluffy.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.kernel.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryClusterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final GroupVersionKind DEPLOYMENT = GroupVersionKind.of("apps/v1", "Deployment");
  private final InMemoryCluster cluster =
      new InMemoryCluster(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

  @Test
  void applyRemovesWhatTheSameManagerDropped() {
    cluster.apply(configMap("{'data':{'a':'1','b':'2'}}"), ApplyOptions.forced());
    cluster.patch(configMap("{}").key(), PatchType.MERGE, json("{'data':{'other':'x'}}"), "");

    var after = cluster.apply(configMap("{'data':{'a':'1'}}"), ApplyOptions.forced());

    assertThat(after.at("/data").toString()).isEqualTo("{\"a\":\"1\",\"other\":\"x\"}");
  }

  @Test
  void containersAreMergedByName() {
    cluster.apply(
        deployment(
            "{'containers':[{'name':'web','image':'web:1','env':[{'name':'A','value':'1'},{'name':'B','value':'2'}]}]}"),
        ApplyOptions.forced());
    cluster.patch(
        deployment("{}").key(),
        PatchType.STRATEGIC,
        json("{'spec':{'template':{'spec':{'containers':[{'name':'sidecar','image':'s:1'}]}}}}"),
        "");

    var after =
        cluster.apply(
            deployment(
                "{'containers':[{'name':'web','image':'web:2','env':[{'name':'A','value':'1'}]}]}"),
            ApplyOptions.forced());

    var containers = after.at("/spec/template/spec/containers");
    assertThat(containers).hasSize(2);
    assertThat(containers.get(0).path("image").asText()).isEqualTo("web:2");
    assertThat(containers.get(0).path("env")).hasSize(1);
  }

  @Test
  void dryRunChangesNothing() {
    cluster.apply(configMap("{'data':{'a':'1'}}"), ApplyOptions.forced());

    var predicted =
        cluster.apply(configMap("{'data':{'a':'2'}}"), ApplyOptions.forced().asDryRun());

    assertThat(predicted.text("/data/a")).isEqualTo("2");
    assertThat(cluster.get(configMap("{}").key()).orElseThrow().text("/data/a")).isEqualTo("1");
  }

  @Test
  void equalApplyKeepsTheResourceVersion() {
    var first = cluster.apply(configMap("{'data':{'a':'1'}}"), ApplyOptions.forced());

    var second = cluster.apply(configMap("{'data':{'a':'1'}}"), ApplyOptions.forced());

    assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
  }

  @Test
  void conflictsAreToldUnlessForced() {
    cluster.apply(configMap("{'data':{'a':'1'}}"), ApplyOptions.forced());
    var other = new ApplyOptions("other", false, false, false);

    assertThatThrownBy(() -> cluster.apply(configMap("{'data':{'a':'2'}}"), other))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(".data.a");
  }

  @Test
  void workloadsBecomeHealthyAfterRounds() {
    cluster.workloads(new Behaviour.AfterRounds(2));
    cluster.apply(
        deployment("{'containers':[{'name':'web','image':'web:1'}]}"), ApplyOptions.forced());

    cluster.round();
    assertThat(live().at("/status/updatedReplicas").asInt()).isZero();
    cluster.round();

    assertThat(live().at("/status/updatedReplicas").asInt()).isEqualTo(1);
    assertThat(live().at("/status/observedGeneration").asLong()).isEqualTo(live().generation());
  }

  @Test
  void watchTellsWhatIsThereAndEachChange() {
    cluster.apply(configMap("{'data':{'a':'1'}}"), ApplyOptions.forced());
    var seen = new ArrayList<String>();
    var watch =
        cluster.watch(
            GroupVersionKind.of("v1", "ConfigMap"), Optional.of("default"), listener(seen));

    cluster.apply(configMap("{'data':{'a':'2'}}"), ApplyOptions.forced());
    cluster.delete(configMap("{}").key(), DeleteOptions.background());
    watch.close();
    cluster.apply(configMap("{'data':{'a':'3'}}"), ApplyOptions.forced());

    assertThat(seen).containsExactly("changed 1", "ready", "changed 2", "deleted 2");
  }

  @Test
  void finalizersHoldAnObjectBack() {
    cluster.apply(
        configMap("{'metadata':{'name':'cm','namespace':'default','finalizers':['x/y']}}"),
        ApplyOptions.forced());

    cluster.delete(configMap("{}").key(), DeleteOptions.background());
    assertThat(cluster.get(configMap("{}").key()).orElseThrow().deletedAt()).isPresent();
    cluster.patch(
        configMap("{}").key(), PatchType.MERGE, json("{'metadata':{'finalizers':null}}"), "");

    assertThat(cluster.get(configMap("{}").key())).isEmpty();
  }

  @Test
  void faultsComeBeforeAnythingIsDone() {
    var away = KubeProblems.of(503, "", "away", "in-cluster");
    cluster.fail((verb, key) -> verb.equals("apply") ? Optional.of(away) : Optional.empty());

    assertThatThrownBy(() -> cluster.apply(configMap("{}"), ApplyOptions.forced()))
        .hasMessageContaining("away");
    cluster.heal();

    assertThat(cluster.get(configMap("{}").key())).isEmpty();
  }

  private Manifest live() {
    return cluster.get(DEPLOYMENT, "default", "web").orElseThrow();
  }

  private static WatchListener listener(List<String> seen) {
    return new WatchListener() {
      @Override
      public void changed(Manifest object) {
        seen.add("changed " + object.text("/data/a"));
      }

      @Override
      public void deleted(Manifest object) {
        seen.add("deleted " + object.text("/data/a"));
      }

      @Override
      public void ready() {
        seen.add("ready");
      }
    };
  }

  private static Manifest configMap(String more) {
    var base = Manifest.named(GroupVersionKind.of("v1", "ConfigMap"), "default", "cm").json();
    base.setAll((com.fasterxml.jackson.databind.node.ObjectNode) json(more));
    return Manifest.owning(base);
  }

  private static Manifest deployment(String podSpec) {
    var base = Manifest.named(DEPLOYMENT, "default", "web").json();
    base.withObject("/spec/template").set("spec", json(podSpec));
    return Manifest.owning(base);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
