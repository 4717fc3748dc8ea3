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
import io.openluffy.playground.Playground;
import io.openluffy.playground.PlaygroundSettings;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.registry.Images;
import io.openluffy.playground.registry.RegistryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of real clusters, over TLS, against an API server. */
class KubernetesClusterTest {
  private static final GroupVersionKind CONFIG_MAP = GroupVersionKind.of("v1", "ConfigMap");
  private static final GroupVersionKind WIDGET = GroupVersionKind.of("example.org/v1", "Widget");
  @TempDir Path home;
  private Playground playground;
  private KubernetesCluster cluster;

  @BeforeEach
  void start() throws IOException {
    playground =
        Playground.start(
            new PlaygroundSettings(home, "127.0.0.1", 0, 0, Map.of("t0ken", "admin"), "t0ken"),
            new InMemoryObjectStorage(),
            new Images(registry(), "registry.localhost"::equals),
            InstantSource.system(),
            new SecureRandom());
    cluster = KubeConnections.kubeconfig("in-cluster", playground.kubeconfig(), Optional.empty());
  }

  private RegistryFiles registry() throws IOException {
    return RegistryFiles.open(home.resolve("registry"), InstantSource.system().instant());
  }

  @AfterEach
  void stop() {
    cluster.close();
    playground.close();
  }

  @Test
  void objectsAreAppliedReadPatchedListedAndDeleted() {
    var applied = cluster.apply(configMap("1"), ApplyOptions.forced());
    var tried = cluster.apply(configMap("2"), ApplyOptions.forced().asDryRun());
    var patched =
        cluster.patch(applied.key(), PatchType.MERGE, Json.tree("{\"data\":{\"b\":\"x\"}}"), "");

    assertThat(tried.text("/data/a")).isEqualTo("2");
    assertThat(patched.text("/data/a")).isEqualTo("1");
    assertThat(cluster.list(CONFIG_MAP, Optional.of("default"), LabelSelector.of("app", "web")))
        .hasSize(1);
    cluster.delete(applied.key(), DeleteOptions.background().onlyIf(applied.uid()));
    cluster.delete(applied.key(), DeleteOptions.background());
    assertThat(cluster.get(applied.key())).isEmpty();
  }

  @Test
  void refusalsAreProblems() {
    var misplaced = configMap("1").withNamespace("nowhere");

    assertThatThrownBy(() -> cluster.apply(misplaced, ApplyOptions.forced()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(KubeProblems.NOT_FOUND));
    var applied = cluster.apply(configMap("1"), ApplyOptions.forced());
    var other = new ApplyOptions("other", false, false, false);
    assertThatThrownBy(() -> cluster.apply(configMap("2"), other))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(KubeProblems.CONFLICT));
    assertThatThrownBy(
            () -> cluster.delete(applied.key(), DeleteOptions.background().onlyIf("another-uid")))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void watchTellsWhatIsThereAndWhatComes() throws InterruptedException {
    cluster.apply(configMap("1"), ApplyOptions.forced());
    var seen = new LinkedBlockingQueue<String>();
    var watch = cluster.watch(CONFIG_MAP, Optional.of("default"), telling(seen));

    assertThat(next(seen)).isEqualTo("changed 1");
    assertThat(next(seen)).isEqualTo("ready");
    cluster.apply(configMap("2"), ApplyOptions.forced());
    assertThat(next(seen)).isEqualTo("changed 2");
    cluster.delete(configMap("").key(), DeleteOptions.background());
    assertThat(next(seen)).isEqualTo("deleted 2");
    watch.close();
  }

  @Test
  void newKindIsKnownAsSoonAsItsDefinitionIsThere() {
    assertThat(cluster.types().find(WIDGET)).isEmpty();

    cluster.apply(definition(), ApplyOptions.forced());
    cluster.types().refresh();
    var widget = Manifest.named(WIDGET, "default", "one");
    cluster.apply(widget, ApplyOptions.forced());

    assertThat(cluster.get(widget.key())).isPresent();
    assertThat(cluster.types().kubeVersion()).startsWith("v1.");
  }

  @Test
  void serverThatIsGoneIsUnreachable() {
    playground.close();

    assertThatThrownBy(() -> cluster.apply(configMap("1"), ApplyOptions.forced()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(KubeProblems.UNREACHABLE));
  }

  private static WatchListener telling(LinkedBlockingQueue<String> seen) {
    return new WatchListener() {
      @Override
      public void changed(Manifest object) {
        tell("changed ", object);
      }

      @Override
      public void deleted(Manifest object) {
        tell("deleted ", object);
      }

      @Override
      public void ready() {
        seen.add("ready");
      }

      // The playground's own objects come and go beside ours.
      private void tell(String what, Manifest object) {
        if (object.name().equals("cm")) {
          seen.add(what + object.text("/data/a"));
        }
      }
    };
  }

  private static String next(LinkedBlockingQueue<String> seen) throws InterruptedException {
    return String.valueOf(seen.poll(20, TimeUnit.SECONDS));
  }

  private static Manifest configMap(String value) {
    return Manifest.named(CONFIG_MAP, "default", "cm")
        .withLabel("app", "web")
        .with(
            json -> {
              json.putObject("data").put("a", value);
              return json;
            });
  }

  private static Manifest definition() {
    return Manifest.of(
        Json.tree(
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
             "metadata":{"name":"widgets.example.org"},
             "spec":{"group":"example.org","scope":"Namespaced",
               "names":{"kind":"Widget","listKind":"WidgetList","plural":"widgets","singular":"widget"},
               "versions":[{"name":"v1","served":true,"storage":true,
                 "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """));
  }
}
