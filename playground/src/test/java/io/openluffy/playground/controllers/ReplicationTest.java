package io.openluffy.playground.controllers;

import static io.openluffy.playground.controllers.PlayedCluster.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replication controllers, quotas, and jobs with numbered pods. */
class ReplicationTest {
  @TempDir Path home;
  private PlayedCluster cluster;

  @BeforeEach
  void start() {
    cluster = new PlayedCluster(home);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private void create(String json) {
    cluster.create(json.replace('\'', '"'));
  }

  private void job(String more) {
    create(
        "{'apiVersion':'batch/v1','kind':'Job','metadata':{'name':'count','namespace':'default'},"
            + "'spec':{'completionMode':'Indexed','completions':3,'parallelism':3,"
            + more
            + "'template':{'metadata':{'labels':{'app':'count'}},'spec':{'restartPolicy':'Never',"
            + "'containers':[{'name':'c','image':'busybox:1'}]}}}}");
  }

  @Test
  void aReplicationControllerKeepsItsPodsAndAdoptsOthers() {
    create(
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'stray','namespace':'default',"
            + "'labels':{'app':'web'}},'spec':{'containers':[{'name':'c','image':'i'}]}}");
    create(
        "{'apiVersion':'v1','kind':'ReplicationController',"
            + "'metadata':{'name':'web','namespace':'default'},'spec':{'replicas':2,"
            + "'selector':{'app':'web'},'template':{'metadata':{'labels':{'app':'web'}},"
            + "'spec':{'containers':[{'name':'c','image':'i'}]}}}}");
    cluster.settle();

    assertThat(cluster.pods()).hasSize(2);
    assertThat(cluster.pods())
        .allMatch(
            pod -> pod.at("/metadata/ownerReferences/0/kind").asText().endsWith("onController"));
    var status = cluster.get(Kinds.REPLICATION_CONTROLLERS, "web").path("status");
    assertThat(status.path("readyReplicas").asInt()).isEqualTo(2);
  }

  @Test
  void aQuotaSaysWhatIsUsed() {
    create(
        "{'apiVersion':'v1','kind':'ResourceQuota','metadata':{'name':'q','namespace':'default'},"
            + "'spec':{'hard':{'pods':'5','requests.memory':'1Gi','count/deployments.apps':'2',"
            + "'services.nodeports':'1'}}}");
    cluster.create(
        PlayedCluster.deployment("web", 2, "nginx:1", "")
            .replace(
                "\"image\":\"nginx:1\"",
                "\"image\":\"nginx:1\",\"resources\":{\"requests\":{\"memory\":\"256Mi\"}}"));
    cluster.settle();

    var used = cluster.get(Kinds.QUOTAS, "q").at("/status/used");
    assertThat(used.path("pods").asText()).isEqualTo("2");
    assertThat(used.path("requests.memory").asText()).isEqualTo("512Mi");
    assertThat(used.path("count/deployments.apps").asText()).isEqualTo("1");
    assertThat(used.path("services.nodeports").asText()).isEqualTo("0");
  }

  @Test
  void aPodOfAnIndexedJobKnowsItsNumber() {
    job("");

    assertThat(cluster.pods())
        .extracting(pod -> pod.at("/spec/hostname").asText())
        .containsExactlyInAnyOrder("count-0", "count-1", "count-2");
    assertThat(cluster.pods())
        .allMatch(
            pod -> pod.at("/spec/containers/0/env/0/name").asText().equals("JOB_COMPLETION_INDEX"));
  }

  @Test
  void aJobIsDoneWhenItsOwnRulesSaySo() {
    job("'successPolicy':{'rules':[{'succeededIndexes':'0-1','succeededCount':1}]},");
    cluster.pass(Duration.ofSeconds(30));

    var complete = condition(cluster.get(Kinds.JOBS, "count"), "Complete");
    assertThat(complete.path("reason").asText()).isEqualTo("SuccessPolicy");
    assertThat(complete.path("message").asText()).isEqualTo("Matched rules at index 0");
  }

  @Test
  void aRevisionNumberMayHaveNineteenDigits() {
    cluster.create(PlayedCluster.deployment("web", 1, "nginx:1", ""));
    cluster.settle();
    var first = Fields.name(cluster.list(Kinds.REPLICA_SETS).getFirst());
    cluster.patch(
        Kinds.REPLICA_SETS,
        first,
        "{'metadata':{'annotations':{'deployment.kubernetes.io/revision':'3546343826724305832'}}}");
    cluster.patch(
        Kinds.DEPLOYMENTS,
        "web",
        "{'spec':{'template':{'spec':{'containers':[{'name':'web','image':'nginx:2'}]}}}}");
    cluster.settle();

    assertThat(
            Fields.annotation(
                cluster.get(Kinds.DEPLOYMENTS, "web"), "deployment.kubernetes.io/revision"))
        .contains("3546343826724305833");
  }
}
