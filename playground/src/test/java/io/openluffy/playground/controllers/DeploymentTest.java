package io.openluffy.playground.controllers;

import static io.openluffy.playground.controllers.PlayedCluster.condition;
import static io.openluffy.playground.controllers.PlayedCluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.playground.controllers.loop.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {
  private static final String NEW_IMAGE =
      "{'spec':{'template':{'spec':{'containers':[{'name':'web','image':'nginx:2'}]}}}}";

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
  void aDeploymentBecomesAvailable() {
    cluster.create(deployment("web", 3, "nginx:1", ""));
    cluster.settle();

    var web = cluster.get(Kinds.DEPLOYMENTS, "web");
    assertThat(web.at("/status/readyReplicas").asInt()).isEqualTo(3);
    assertThat(web.at("/status/observedGeneration").asInt()).isEqualTo(1);
    assertThat(web.at("/metadata/annotations/deployment.kubernetes.io~1revision").asText())
        .isEqualTo("1");
    assertThat(condition(web, "Available").path("reason").asText())
        .isEqualTo("MinimumReplicasAvailable");
    assertThat(condition(web, "Progressing").path("message").asText())
        .matches("ReplicaSet \"web-[a-z0-9]+\" has successfully progressed.");
    assertThat(cluster.pods())
        .allSatisfy(pod -> assertThat(pod.at("/status/phase").asText()).isEqualTo("Running"));
    assertThat(cluster.events("web"))
        .anyMatch(e -> e.matches("ScalingReplicaSet: Scaled up replica set web-\\w+ from 0 to 3"))
        .anyMatch(e -> e.matches("SuccessfulCreate: Created pod: web-\\w+-\\w{5}"));
  }

  @Test
  void aRollingUpdateKeepsItsBounds() {
    cluster.create(
        deployment(
            "web",
            4,
            "nginx:1",
            ",'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':'25%','maxUnavailable':'25%'}}"));
    cluster.settle();
    var least = new int[] {4};
    var most = new int[] {0};
    cluster
        .store()
        .subscribe(
            change -> {
              var ready =
                  cluster.pods().stream()
                      .filter(pod -> condition(pod, "Ready").path("status").asText().equals("True"))
                      .filter(pod -> !pod.at("/metadata/deletionTimestamp").isTextual())
                      .count();
              var alive =
                  cluster.pods().stream()
                      .filter(pod -> !pod.at("/metadata/deletionTimestamp").isTextual())
                      .count();
              least[0] = Math.min(least[0], (int) ready);
              most[0] = Math.max(most[0], (int) alive);
            });

    cluster.patch(Kinds.DEPLOYMENTS, "web", NEW_IMAGE);
    cluster.settle();

    var web = cluster.get(Kinds.DEPLOYMENTS, "web");
    assertThat(web.at("/status/updatedReplicas").asInt()).isEqualTo(4);
    assertThat(web.at("/status/replicas").asInt()).isEqualTo(4);
    assertThat(least[0]).isGreaterThanOrEqualTo(3);
    assertThat(most[0]).isLessThanOrEqualTo(5);
    assertThat(cluster.list(Kinds.REPLICA_SETS)).hasSize(2);
    assertThat(web.at("/metadata/annotations/deployment.kubernetes.io~1revision").asText())
        .isEqualTo("2");
  }

  @Test
  void aFailedRolloutKeepsTheOldPodsAndMissesItsDeadline() {
    cluster.create(deployment("web", 2, "nginx:1", ",'progressDeadlineSeconds':60"));
    cluster.settle();

    cluster.patch(
        Kinds.DEPLOYMENTS,
        "web",
        "{'spec':{'template':{'metadata':{'annotations':{'openluffy.io/play':'crash'}}}}}");
    cluster.pass(Duration.ofSeconds(72));

    var web = cluster.get(Kinds.DEPLOYMENTS, "web");
    assertThat(condition(web, "Progressing").path("reason").asText())
        .isEqualTo("ProgressDeadlineExceeded");
    assertThat(condition(web, "Progressing").path("status").asText()).isEqualTo("False");
    assertThat(web.at("/status/availableReplicas").asInt()).isEqualTo(2);
    assertThat(cluster.pods())
        .anyMatch(
            pod ->
                pod.at("/status/containerStatuses/0/state/waiting/reason")
                    .asText()
                    .equals("CrashLoopBackOff"));
  }

  @Test
  void undoingARolloutReusesTheOldReplicaSetWithANewRevision() {
    cluster.create(deployment("web", 1, "nginx:1", ""));
    cluster.settle();
    cluster.patch(Kinds.DEPLOYMENTS, "web", NEW_IMAGE);
    cluster.settle();

    cluster.patch(Kinds.DEPLOYMENTS, "web", NEW_IMAGE.replace("nginx:2", "nginx:1"));
    cluster.settle();

    assertThat(cluster.list(Kinds.REPLICA_SETS)).hasSize(2);
    var current =
        cluster.list(Kinds.REPLICA_SETS).stream()
            .filter(set -> set.at("/spec/replicas").asInt() == 1)
            .findFirst()
            .orElseThrow();
    var annotations = current.at("/metadata/annotations");
    assertThat(annotations.path("deployment.kubernetes.io/revision").asText()).isEqualTo("3");
    assertThat(annotations.path("deployment.kubernetes.io/revision-history").asText())
        .isEqualTo("1");
  }

  @Test
  void recreateStopsAllOldPodsFirst() {
    cluster.create(deployment("web", 2, "nginx:1", ",'strategy':{'type':'Recreate'}"));
    cluster.settle();
    var mixed = new boolean[1];
    cluster
        .store()
        .subscribe(
            change -> {
              var images =
                  cluster.pods().stream()
                      .map(pod -> pod.at("/spec/containers/0/image").asText())
                      .distinct()
                      .count();
              mixed[0] |= images > 1;
            });

    cluster.patch(Kinds.DEPLOYMENTS, "web", NEW_IMAGE);
    cluster.settle();

    assertThat(mixed[0]).isFalse();
    assertThat(cluster.get(Kinds.DEPLOYMENTS, "web").at("/status/readyReplicas").asInt())
        .isEqualTo(2);
  }

  @Test
  void aPausedDeploymentDoesNotRollButScales() {
    cluster.create(deployment("web", 2, "nginx:1", ""));
    cluster.settle();
    cluster.patch(Kinds.DEPLOYMENTS, "web", "{'spec':{'paused':true}}");
    cluster.patch(Kinds.DEPLOYMENTS, "web", NEW_IMAGE);
    cluster.patch(Kinds.DEPLOYMENTS, "web", "{'spec':{'replicas':3}}");
    cluster.settle();

    assertThat(cluster.list(Kinds.REPLICA_SETS)).hasSize(1);
    assertThat(cluster.pods()).hasSize(3);
    var web = cluster.get(Kinds.DEPLOYMENTS, "web");
    assertThat(condition(web, "Progressing").path("reason").asText()).isEqualTo("DeploymentPaused");

    cluster.patch(Kinds.DEPLOYMENTS, "web", "{'spec':{'paused':null}}");
    cluster.settle();
    assertThat(cluster.get(Kinds.DEPLOYMENTS, "web").at("/status/updatedReplicas").asInt())
        .isEqualTo(3);
  }

  @Test
  void onlyTheWantedHistoryIsKept() {
    cluster.create(deployment("web", 1, "nginx:0", ",'revisionHistoryLimit':2"));
    for (var i = 1; i < 6; i++) {
      cluster.settle();
      cluster.patch(Kinds.DEPLOYMENTS, "web", NEW_IMAGE.replace("nginx:2", "nginx:" + i));
    }
    cluster.settle();

    assertThat(cluster.list(Kinds.REPLICA_SETS)).hasSize(3);
  }

  @Test
  void aDeletedPodIsReplacedAndADeletedDeploymentTakesEverythingWithIt() {
    cluster.create(deployment("web", 2, "nginx:1", ""));
    cluster.settle();
    cluster.delete(Kinds.PODS, cluster.pods().getFirst().at("/metadata/name").asText());
    cluster.settle();
    assertThat(cluster.pods()).hasSize(2);

    cluster.delete(Kinds.DEPLOYMENTS, "web");
    cluster.settle();
    assertThat(cluster.pods()).isEmpty();
  }

  @Test
  void aRolloutGoesOnAfterARestart() {
    cluster.create(deployment("web", 3, "nginx:1", ""));
    cluster.settle();
    cluster.patch(Kinds.DEPLOYMENTS, "web", NEW_IMAGE);

    cluster.restart();
    cluster.settle();

    assertThat(cluster.get(Kinds.DEPLOYMENTS, "web").at("/status/updatedReplicas").asInt())
        .isEqualTo(3);
    assertThat(cluster.pods()).hasSize(3);
  }

  @Test
  void nothingIsWrittenOnceAllIsWell() {
    cluster.create(deployment("web", 3, "nginx:1", ""));
    cluster.settle();
    var version = cluster.store().version();

    cluster.pass(Duration.ofMinutes(30));

    assertThat(cluster.store().version()).isEqualTo(version);
  }
}
