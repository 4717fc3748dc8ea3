package io.openluffy.playground.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.KubernetesCluster;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.WatchListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The client against a real API server, such as that of {@code testing/controlplane}. */
@EnabledIfEnvironmentVariable(
    named = "OPENLUFFY_TEST_KUBECONFIG",
    matches = ".+",
    disabledReason = "OPENLUFFY_TEST_KUBECONFIG names no real cluster")
class RealClusterTest {
  private static final GroupVersionKind NAMESPACE = GroupVersionKind.of("v1", "Namespace");
  private static final GroupVersionKind CONFIG_MAP = GroupVersionKind.of("v1", "ConfigMap");

  private final String namespace = "openluffy-" + UUID.randomUUID();
  private KubernetesCluster cluster;

  @BeforeEach
  void open() {
    var file = Path.of(System.getenv("OPENLUFFY_TEST_KUBECONFIG"));
    cluster = KubeConnections.kubeconfig("real", file, Optional.empty());
    cluster.apply(Manifest.named(NAMESPACE, "", namespace), ApplyOptions.forced());
  }

  @AfterEach
  void close() {
    cluster.delete(Manifest.named(NAMESPACE, "", namespace).key(), DeleteOptions.background());
    cluster.close();
  }

  private Manifest map(String value) {
    return Manifest.named(CONFIG_MAP, namespace, "m")
        .withLabel("app", "web")
        .with(
            json -> {
              json.putObject("data").put("a", value);
              return json;
            });
  }

  private static String next(LinkedBlockingQueue<String> seen) throws InterruptedException {
    return String.valueOf(seen.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void objectsAreAppliedTriedPatchedListedAndDeleted() {
    var applied = cluster.apply(map("1"), ApplyOptions.forced());
    var tried = cluster.apply(map("2"), ApplyOptions.forced().asDryRun());
    var patched =
        cluster.patch(applied.key(), PatchType.MERGE, Json.tree("{\"data\":{\"b\":\"x\"}}"), "");

    assertThat(tried.text("/data/a")).isEqualTo("2");
    assertThat(patched.text("/data/a") + patched.text("/data/b")).isEqualTo("1x");
    assertThat(cluster.list(CONFIG_MAP, Optional.of(namespace), LabelSelector.of("app", "web")))
        .hasSize(1);
    cluster.delete(applied.key(), DeleteOptions.background().onlyIf(applied.uid()));
    assertThat(cluster.get(applied.key())).isEmpty();
  }

  @Test
  void aForeignFieldIsAConflict() {
    cluster.apply(map("1"), ApplyOptions.forced());

    assertThatThrownBy(
            () -> cluster.apply(map("2"), new ApplyOptions("other", false, false, false)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(KubeProblems.CONFLICT));
  }

  @Test
  void aWatchTellsWhatIsThereAndWhatComes() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    cluster.apply(map("1"), ApplyOptions.forced());
    var watch =
        cluster.watch(
            CONFIG_MAP,
            Optional.of(namespace),
            new WatchListener() {
              @Override
              public void changed(Manifest object) {
                if (object.name().equals("m")) {
                  seen.add(object.text("/data/a"));
                }
              }

              @Override
              public void deleted(Manifest object) {
                seen.add("gone");
              }
            });

    assertThat(next(seen)).isEqualTo("1");
    cluster.apply(map("2"), ApplyOptions.forced());
    assertThat(next(seen)).isEqualTo("2");
    cluster.delete(map("").key(), DeleteOptions.background());
    assertThat(next(seen)).isEqualTo("gone");
    watch.close();
  }

  @Test
  void whatIsServedIsKnown() {
    var deployments = cluster.types().find(GroupVersionKind.of("apps/v1", "Deployment"));

    assertThat(deployments).isPresent();
    assertThat(cluster.types().kubeVersion()).startsWith("v1.");
  }

  @Test
  void aWrongNamespaceAndABadObjectAreToldApart() {
    assertThatThrownBy(
            () -> cluster.apply(map("1").withNamespace("no-such-place"), ApplyOptions.forced()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(KubeProblems.NOT_FOUND));
    var bad = Manifest.named(CONFIG_MAP, namespace, "Bad_Name");
    assertThatThrownBy(() -> cluster.apply(bad, ApplyOptions.forced()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(KubeProblems.INVALID));
  }
}
