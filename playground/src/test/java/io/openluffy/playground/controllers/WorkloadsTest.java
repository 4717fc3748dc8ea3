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

class WorkloadsTest {
  private static final String POD =
      "'metadata':{'labels':{'app':'db'}},'spec':{%s'containers':[{'name':'c','image':'%s'}]}";

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

  @Test
  void aStatefulSetMakesItsPodsInOrderWithClaims() {
    statefulSet(3, "");
    assertThat(cluster.pods()).extracting(Fields::name).containsExactly("db-0");
    cluster.settle();

    assertThat(cluster.pods()).extracting(Fields::name).containsExactly("db-0", "db-1", "db-2");
    assertThat(cluster.list(Kinds.CLAIMS))
        .extracting(Fields::name)
        .containsExactly("data-db-0", "data-db-1", "data-db-2");
    assertThat(cluster.list(Kinds.CLAIMS))
        .allMatch(claim -> claim.at("/status/phase").asText().equals("Bound"));
    cluster.patch(Kinds.STATEFUL_SETS, "db", "{'spec':{'replicas':1}}");
    cluster.settle();
    assertThat(cluster.pods()).extracting(Fields::name).containsExactly("db-0");
    assertThat(cluster.list(Kinds.CLAIMS)).hasSize(3);
  }

  @Test
  void aPartitionHoldsTheLowerPodsBack() {
    statefulSet(3, "'updateStrategy':{'rollingUpdate':{'partition':2}},");
    cluster.settle();
    cluster.patch(
        Kinds.STATEFUL_SETS,
        "db",
        "{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'db:2'}]}}}}");
    cluster.settle();
    cluster.delete(Kinds.PODS, "db-0");
    cluster.settle();

    assertThat(cluster.pods())
        .extracting(pod -> pod.at("/spec/containers/0/image").asText())
        .containsExactly("db:1", "db:1", "db:2");
    cluster.patch(
        Kinds.STATEFUL_SETS, "db", "{'spec':{'updateStrategy':{'rollingUpdate':{'partition':0}}}}");
    cluster.settle();
    var status = cluster.get(Kinds.STATEFUL_SETS, "db").path("status");
    assertThat(status.path("currentRevision")).isEqualTo(status.path("updateRevision"));
    assertThat(status.path("updatedReplicas").asInt()).isEqualTo(3);
  }

  @Test
  void aDaemonSetHasAPodOnEachNodeAndReplacesIt() {
    cluster.create(
        json(
            "'apps/v1','kind':'DaemonSet'",
            "'selector':{'matchLabels':{'app':'db'}},'template':{"
                + POD.formatted("", "log:1")
                + "}"));
    cluster.settle();
    cluster.patch(
        Kinds.DAEMON_SETS,
        "db",
        "{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'log:2'}]}}}}");
    cluster.settle();

    assertThat(cluster.pods())
        .singleElement()
        .satisfies(
            pod -> assertThat(pod.at("/spec/containers/0/image").asText()).isEqualTo("log:2"));
    var status = cluster.get(Kinds.DAEMON_SETS, "db").path("status");
    assertThat(status.path("numberReady").asInt()).isEqualTo(1);
    assertThat(status.path("updatedNumberScheduled").asInt()).isEqualTo(1);
  }

  @Test
  void aJobCompletesAndIsRemovedInTime() {
    job("'completions':3,'parallelism':2,'ttlSecondsAfterFinished':60,", "", "");
    assertThat(cluster.pods()).hasSize(2);
    cluster.settle();

    var job = cluster.get(Kinds.JOBS, "db");
    assertThat(job.at("/status/succeeded").asInt()).isEqualTo(3);
    assertThat(condition(job, "Complete").path("status").asText()).isEqualTo("True");
    assertThat(cluster.events("db")).contains("Completed: Job completed");
    cluster.pass(Duration.ofSeconds(61));
    assertThat(cluster.list(Kinds.JOBS)).isEmpty();
    assertThat(cluster.pods()).isEmpty();
  }

  @Test
  void aJobFailsAtItsBackoffLimitOrDeadline() {
    job("'backoffLimit':1,", "fail", "");
    cluster.pass(Duration.ofMinutes(2));
    assertThat(condition(cluster.get(Kinds.JOBS, "db"), "Failed").path("reason").asText())
        .isEqualTo("BackoffLimitExceeded");

    cluster.delete(Kinds.JOBS, "db");
    cluster.settle();
    job("'activeDeadlineSeconds':10,", "runs=60s", "");
    cluster.pass(Duration.ofSeconds(12));
    assertThat(condition(cluster.get(Kinds.JOBS, "db"), "Failed").path("reason").asText())
        .isEqualTo("DeadlineExceeded");
    assertThat(cluster.pods()).isEmpty();
  }

  @Test
  void aCronJobStartsJobsAndForgetsOldOnes() {
    cluster.create(
        json(
            "'batch/v1','kind':'CronJob'",
            "'schedule':'*/5 * * * *','jobTemplate':{'spec':{'template':{"
                + POD.formatted("'restartPolicy':'Never',", "job:1")
                + "}}}"));
    cluster.pass(Duration.ofMinutes(31));

    var status = cluster.get(Kinds.CRON_JOBS, "db").path("status");
    assertThat(status.path("lastScheduleTime").asText()).isEqualTo("2026-01-01T12:30:00Z");
    assertThat(cluster.list(Kinds.JOBS)).hasSize(3);
    assertThat(cluster.list(Kinds.JOBS)).allMatch(job -> Fields.isTrue(job, "Complete"));
  }

  @Test
  void anAutoscalerKeepsItsBoundsAndABudgetCounts() {
    cluster.create(PlayedCluster.deployment("web", 1, "nginx:1", ""));
    cluster.create(
        """
        {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler",
         "metadata":{"name":"web","namespace":"default"},"spec":{"minReplicas":2,"maxReplicas":4,
         "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}}
        """);
    cluster.create(
        """
        {"apiVersion":"policy/v1","kind":"PodDisruptionBudget",
         "metadata":{"name":"web","namespace":"default"},
         "spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}}
        """);
    cluster.settle();

    assertThat(cluster.pods()).hasSize(2);
    assertThat(cluster.get(Kinds.AUTOSCALERS, "web").at("/status/desiredReplicas").asInt())
        .isEqualTo(2);
    assertThat(Fields.isTrue(cluster.get(Kinds.AUTOSCALERS, "web"), "ScalingActive")).isTrue();
    assertThat(cluster.get(Kinds.BUDGETS, "web").at("/status/disruptionsAllowed").asInt())
        .isEqualTo(1);
  }

  @Test
  void namespacesAreFurnished() {
    assertThat(cluster.list(Kinds.SERVICE_ACCOUNTS)).extracting(Fields::name).contains("default");
    assertThat(cluster.list(Kinds.CONFIG_MAPS))
        .extracting(Fields::name)
        .contains("kube-root-ca.crt");
    assertThat(Fields.isTrue(cluster.get(Kinds.NODES, "playground"), "Ready")).isTrue();
  }

  private void statefulSet(int replicas, String more) {
    var claims =
        "'volumeClaimTemplates':[{'metadata':{'name':'data'},'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}]";
    cluster.create(
        json(
            "'apps/v1','kind':'StatefulSet'",
            "'replicas':"
                + replicas
                + ",'serviceName':'db',"
                + more
                + "'selector':{'matchLabels':{'app':'db'}},'template':{"
                + POD.formatted("", "db:1")
                + "},"
                + claims));
  }

  private void job(String more, String play, String spec) {
    var pod = POD.formatted("'restartPolicy':'Never'," + spec, "job:1");
    var played =
        pod.replace(
            "'labels':{'app':'db'}",
            "'labels':{'app':'db'},'annotations':{'openluffy.io/play':'" + play + "'}");
    cluster.create(json("'batch/v1','kind':'Job'", more + "'template':{" + played + "}"));
  }

  private static String json(String versionAndKind, String spec) {
    return ("{'apiVersion':"
            + versionAndKind
            + ",'metadata':{'name':'db','namespace':'default'},'spec':{"
            + spec
            + "}}")
        .replace('\'', '"');
  }
}
