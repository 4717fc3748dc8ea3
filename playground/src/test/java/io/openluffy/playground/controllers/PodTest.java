package io.openluffy.playground.controllers;

import static io.openluffy.playground.controllers.PlayedCluster.condition;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.controllers.loop.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodTest {
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
  void aPodIsScheduledPulledStartedAndReady() {
    create("nginx:1", "", "");
    cluster.settle();

    var pod = pod();
    assertThat(pod.at("/spec/nodeName").asText()).isEqualTo("playground");
    assertThat(pod.at("/status/podIP").asText()).startsWith("10.244.");
    assertThat(pod.at("/status/containerStatuses/0/ready").asBoolean()).isTrue();
    assertThat(pod.at("/status/containerStatuses/0/imageID").asText())
        .startsWith("docker.io/nginx@sha256:");
    assertThat(condition(pod, "Ready").path("status").asText()).isEqualTo("True");
    assertThat(cluster.events("web"))
        .contains(
            "Scheduled: Successfully assigned default/web to playground",
            "Pulling: Pulling image \"nginx:1\"",
            "Created: Created container: web",
            "Started: Started container web");
  }

  @Test
  void anImageThatOurRegistryLacksIsNotPulled() {
    create("openluffy.localhost/shop:v1", "", "");
    assertThat(waiting()).isEqualTo("ErrImagePull");
    cluster.settle();

    assertThat(waiting()).isEqualTo("ImagePullBackOff");
    assertThat(pod().at("/status/phase").asText()).isEqualTo("Pending");
    assertThat(cluster.events("web"))
        .contains(
            "Failed: Error: ErrImagePull",
            "Failed: Error: ImagePullBackOff",
            "BackOff: Back-off pulling image \"openluffy.localhost/shop:v1\"")
        .anyMatch(line -> line.endsWith("openluffy.localhost/shop:v1: not found"));
    cluster.pass(Duration.ofMinutes(10));
    var retried =
        cluster.list(Kinds.EVENTS).stream()
            .filter(event -> event.path("reason").asText().equals("Pulling"))
            .findFirst()
            .orElseThrow();
    assertThat(retried.path("count").asInt()).isBetween(4, 8);
  }

  @Test
  void aCrashingContainerIsRestartedMoreAndMoreSlowly() {
    create("nginx:1", "crash", "");
    cluster.pass(Duration.ofSeconds(60));

    assertThat(waiting()).isEqualTo("CrashLoopBackOff");
    assertThat(pod().at("/status/containerStatuses/0/restartCount").asInt()).isEqualTo(3);
    assertThat(pod().at("/status/containerStatuses/0/lastState/terminated/exitCode").asInt())
        .isEqualTo(1);
    assertThat(cluster.events("web"))
        .anyMatch(line -> line.startsWith("BackOff: Back-off restarting failed container web in"));
  }

  @Test
  void aPodCanBeSlowUnreadyOrDegradeLater() {
    create("nginx:1", "slow=20s,degrade-after=30s", "");
    cluster.pass(Duration.ofSeconds(19));
    assertThat(condition(pod(), "Ready").path("status").asText()).isEqualTo("False");
    cluster.pass(Duration.ofSeconds(2));
    assertThat(condition(pod(), "Ready").path("status").asText()).isEqualTo("True");
    cluster.pass(Duration.ofSeconds(30));

    assertThat(condition(pod(), "Ready").path("reason").asText()).isEqualTo("ContainersNotReady");
    assertThat(cluster.events("web"))
        .contains("Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503");
    cluster.delete(Kinds.PODS, "web");
    cluster.settle();
    create("nginx:1", "unready", "");
    cluster.pass(Duration.ofMinutes(5));
    assertThat(condition(pod(), "Ready").path("status").asText()).isEqualTo("False");
    assertThat(pod().at("/status/phase").asText()).isEqualTo("Running");
  }

  @Test
  void aPodCanBeDrivenOutByItsNode() {
    create("nginx:1", "evict-after=20s", "");
    cluster.pass(Duration.ofSeconds(19));
    assertThat(pod().at("/status/phase").asText()).isEqualTo("Running");
    cluster.pass(Duration.ofSeconds(2));

    assertThat(pod().at("/status/phase").asText()).isEqualTo("Failed");
    assertThat(pod().at("/status/reason").asText()).isEqualTo("Evicted");
    assertThat(condition(pod(), "DisruptionTarget").path("reason").asText())
        .isEqualTo("TerminationByKubelet");
    assertThat(pod().at("/status/containerStatuses/0/state/terminated/exitCode").asInt())
        .isEqualTo(137);
    assertThat(cluster.events("web")).anyMatch(line -> line.startsWith("Evicted: The node was"));
  }

  @Test
  void anImageCanBeMissing() {
    create("nginx:1", "no-image", "");
    cluster.settle();

    assertThat(waiting()).isEqualTo("ImagePullBackOff");
  }

  @Test
  void aPodThatIsNotRestartedEnds() {
    create("busybox:1", "", "\"restartPolicy\":\"Never\",");
    cluster.settle();
    assertThat(pod().at("/status/phase").asText()).isEqualTo("Succeeded");

    cluster.delete(Kinds.PODS, "web");
    cluster.settle();
    create("busybox:1", "fail", "\"restartPolicy\":\"Never\",");
    cluster.settle();
    assertThat(pod().at("/status/phase").asText()).isEqualTo("Failed");
  }

  @Test
  void initContainersRunOneAfterTheOther() {
    create(
        "nginx:1",
        "",
        "\"initContainers\":[{\"name\":\"one\",\"image\":\"a\"},{\"name\":\"two\",\"image\":\"b\"}],");
    assertThat(waiting()).isEqualTo("PodInitializing");
    assertThat(condition(pod(), "Initialized").path("message").asText())
        .isEqualTo("containers with incomplete status: [one two]");
    cluster.settle();

    assertThat(pod().at("/status/initContainerStatuses/1/state/terminated/reason").asText())
        .isEqualTo("Completed");
    assertThat(condition(pod(), "Ready").path("status").asText()).isEqualTo("True");
  }

  @Test
  void aMissingSecretHoldsTheContainerBackUntilItIsThere() {
    create("nginx:1", "", "\"volumes\":[{\"name\":\"v\",\"secret\":{\"secretName\":\"key\"}}],");
    cluster.settle();
    assertThat(waiting()).isEqualTo("ContainerCreating");
    assertThat(cluster.events("web"))
        .contains(
            "FailedMount: MountVolume.SetUp failed for volume \"v\" : secret \"key\" not found");

    cluster.create(
        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"key\",\"namespace\":\"default\"}}");
    cluster.settle();

    assertThat(condition(pod(), "Ready").path("status").asText()).isEqualTo("True");
  }

  @Test
  void aDeletedPodIsKilledWithinItsGrace() {
    create("nginx:1", "", "");
    cluster.settle();

    cluster.delete(Kinds.PODS, "web");
    assertThat(pod().at("/metadata/deletionTimestamp").isTextual()).isTrue();
    cluster.settle();

    assertThat(pod().isMissingNode()).isTrue();
    assertThat(cluster.events("web")).contains("Killing: Stopping container web");
  }

  @Test
  void aPodThatNoNodeTakesStaysPending() {
    create("nginx:1", "", "\"nodeSelector\":{\"disk\":\"ssd\"},");
    cluster.settle();
    assertThat(condition(pod(), "PodScheduled").path("message").asText())
        .isEqualTo("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");

    cluster.patch(Kinds.NODES, "playground", "{'metadata':{'labels':{'disk':'ssd'}}}");
    cluster.settle();
    assertThat(pod().at("/status/phase").asText()).isEqualTo("Running");
  }

  @Test
  void aRestartOfTheServerLeavesRunningPodsAlone() {
    create("nginx:1", "", "");
    cluster.settle();
    var before = pod();

    cluster.restart();
    cluster.settle();

    assertThat(pod()).isEqualTo(before);
  }

  @Test
  void aServiceNamesItsReadyPods() {
    cluster.create(
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"default"},
         "spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":"http"}]}}
        """);
    create("nginx:1", "slow=10s", "");
    cluster.pass(Duration.ofSeconds(1));
    var slice = cluster.list(Kinds.SLICES).getFirst();
    assertThat(slice.at("/endpoints/0/conditions/ready").asBoolean()).isFalse();
    cluster.pass(Duration.ofSeconds(10));

    slice = cluster.list(Kinds.SLICES).getFirst();
    assertThat(slice.at("/endpoints/0/conditions/ready").asBoolean()).isTrue();
    assertThat(slice.at("/ports/0/port").asInt()).isEqualTo(8080);
    assertThat(cluster.get(Kinds.ENDPOINTS, "web").at("/subsets/0/addresses/0/ip"))
        .isEqualTo(pod().at("/status/podIP"));
    cluster.delete(Kinds.SERVICES, "web");
    cluster.settle();
    assertThat(cluster.list(Kinds.SLICES)).isEmpty();
    assertThat(cluster.list(Kinds.ENDPOINTS)).isEmpty();
  }

  @Test
  void eventsAreForgottenAfterAnHour() {
    create("nginx:1", "", "");
    cluster.settle();
    assertThat(cluster.events("web")).isNotEmpty();

    cluster.pass(Duration.ofMinutes(61));

    assertThat(cluster.events("web")).isEmpty();
  }

  private void create(String image, String play, String spec) {
    cluster.create(
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default",
          "labels":{"app":"web"},"annotations":{"openluffy.io/play":"%s"}},
         "spec":{%s "containers":[{"name":"web","image":"%s",
          "ports":[{"name":"http","containerPort":8080}]}]}}
        """
            .formatted(play, spec, image));
  }

  private JsonNode pod() {
    return cluster.get(Kinds.PODS, "web");
  }

  private String waiting() {
    return pod().at("/status/containerStatuses/0/state/waiting/reason").asText();
  }
}
