package io.openluffy.server.real;

import io.openluffy.ground.Patience;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.KubernetesCluster;
import io.openluffy.kube.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods play what their annotation says, alike on every simulated node. */
abstract class PlayContract {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private String namespace = "";
  private KubernetesCluster cluster;

  abstract Path kubeconfig();

  abstract String freshNamespace();

  @BeforeEach
  void connect() {
    namespace = freshNamespace();
    cluster = KubeConnections.kubeconfig("in-cluster", kubeconfig(), Optional.empty());
  }

  @AfterEach
  void disconnect() {
    cluster.close();
  }

  private Manifest pod(String name, String play, String policy) {
    var pod =
        Manifest.named(GroupVersionKind.of("v1", "Pod"), namespace, name)
            .with(
                json -> {
                  json.withObject("/metadata/annotations").put("openluffy.io/play", play);
                  json.set(
                      "spec",
                      Json.tree(
                          "{\"restartPolicy\":\"%s\",\"terminationGracePeriodSeconds\":0,\"containers\":[{\"name\":\"c\",\"image\":\"example.org/app:1\"}]}"
                              .formatted(policy)));
                  return json;
                });
    return cluster.apply(pod, ApplyOptions.forced());
  }

  private void becomes(String what, Manifest pod, Predicate<Manifest> reached) {
    Patience.until(
        pod.name() + " becomes " + what,
        LIMIT,
        () -> cluster.get(pod.key()).filter(reached),
        () -> "; it is " + cluster.get(pod.key()).map(now -> now.text("/status/phase")));
  }

  private static boolean isWaiting(Manifest pod, String reason) {
    return pod.text("/status/containerStatuses/0/state/waiting/reason").equals(reason);
  }

  private static boolean isReady(Manifest pod) {
    return pod.at("/status/containerStatuses/0/ready").asBoolean();
  }

  private static boolean isRunning(Manifest pod) {
    return pod.text("/status/phase").equals("Running");
  }

  @Test
  void podsPlayWhatTheirAnnotationSays() {
    var plain = pod("plain", "", "Always");
    var crash = pod("crash", "crash", "Always");
    var slow = pod("slow", "slow=2s", "Always");
    var degraded = pod("degraded", "degrade-after=1s", "Always");
    var unready = pod("unready", "unready", "Always");
    var missing = pod("missing", "no-image", "Always");
    var evicted = pod("evicted", "evict-after=1s", "Always");
    var failed = pod("failed", "fail", "Never");
    var ended = pod("ended", "runs=1s", "Never");

    becomes("ready", plain, PlayContract::isReady);
    becomes("ready in the end", slow, PlayContract::isReady);
    becomes("crash-looping", crash, pod -> isWaiting(pod, "CrashLoopBackOff"));
    becomes(
        "degraded",
        degraded,
        pod ->
            isRunning(pod)
                && pod.at("/status/containerStatuses/0/started").asBoolean()
                && !isReady(pod));
    becomes("running and unready", unready, pod -> isRunning(pod) && !isReady(pod));
    becomes("without an image", missing, pod -> isWaiting(pod, "ImagePullBackOff"));
    becomes("evicted", evicted, pod -> pod.text("/status/reason").equals("Evicted"));
    becomes("failed", failed, pod -> pod.text("/status/phase").equals("Failed"));
    becomes("ended", ended, pod -> pod.text("/status/phase").equals("Succeeded"));
  }
}
