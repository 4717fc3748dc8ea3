package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.ground.Patience;
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
import io.openluffy.kube.ResourceType;
import io.openluffy.kube.WatchListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client of a cluster promises, whichever API server answers. */
abstract class ClusterContract {
  private static final GroupVersionKind CONFIG_MAP = GroupVersionKind.of("v1", "ConfigMap");
  private static final GroupVersionKind DEPLOYMENT = GroupVersionKind.of("apps/v1", "Deployment");
  private static final GroupVersionKind WIDGET = GroupVersionKind.of("example.org/v1", "Widget");

  private String namespace = "";
  private KubernetesCluster cluster;

  abstract Path kubeconfig();

  /** One that is there, and in which nothing of ours is. */
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

  private Manifest map(String value) {
    return Manifest.named(CONFIG_MAP, namespace, "m")
        .withLabel("app", "web")
        .with(
            json -> {
              json.putObject("data").put("a", value);
              return json;
            });
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
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
    cluster.delete(applied.key(), DeleteOptions.background());
    assertThat(cluster.get(applied.key())).isEmpty();
  }

  @Test
  void whatIsCreatedTwiceIsToldApartFromAConflict() {
    cluster.create(map("1"));

    refused(KubeProblems.ALREADY_EXISTS, () -> cluster.create(map("2")));
    assertThat(cluster.replace(map("3")).text("/data/a")).isEqualTo("3");
    refused(
        KubeProblems.CONFLICT,
        () -> cluster.apply(map("4"), new ApplyOptions("other", false, false, false)));
    refused(
        KubeProblems.CONFLICT,
        () -> cluster.delete(map("").key(), DeleteOptions.background().onlyIf("another")));
  }

  @Test
  void aWrongNamespaceAndABadObjectAreToldApart() {
    refused(
        KubeProblems.NOT_FOUND,
        () -> cluster.apply(map("1").withNamespace("no-such-place"), ApplyOptions.forced()));
    var bad = Manifest.named(CONFIG_MAP, namespace, "Bad_Name");
    refused(KubeProblems.INVALID, () -> cluster.apply(bad, ApplyOptions.forced()));
    var unknown = Manifest.named(WIDGET, namespace, "w");
    refused(KubeProblems.UNKNOWN_KIND, () -> cluster.apply(unknown, ApplyOptions.forced()));
  }

  /** The API server answers 500 to this, as if it were to blame. */
  @Test
  void aFieldThatTheKindLacksIsTheAuthors() {
    var misspelt =
        map("1")
            .with(
                json -> {
                  json.putObject("dta").put("a", "b");
                  return json;
                });

    refused(KubeProblems.INVALID, () -> cluster.apply(misspelt, ApplyOptions.forced()));
    refused(
        KubeProblems.INVALID, () -> cluster.apply(misspelt, ApplyOptions.forced().strictly(true)));
  }

  @Test
  void aWatchTellsWhatIsThereAndWhatComes() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    cluster.apply(map("1"), ApplyOptions.forced());
    var watch = cluster.watch(CONFIG_MAP, Optional.of(namespace), telling(seen));

    assertThat(next(seen)).isEqualTo("changed 1");
    assertThat(next(seen)).isEqualTo("ready");
    cluster.apply(map("2"), ApplyOptions.forced());
    assertThat(next(seen)).isEqualTo("changed 2");
    cluster.delete(map("").key(), DeleteOptions.background());
    assertThat(next(seen)).isEqualTo("deleted 2");
    watch.close();
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

      // The cluster's own objects come and go beside ours.
      private void tell(String what, Manifest object) {
        if (object.name().equals("m")) {
          seen.add(what + object.text("/data/a"));
        }
      }
    };
  }

  private static String next(LinkedBlockingQueue<String> seen) throws InterruptedException {
    return String.valueOf(seen.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void whatIsServedIsKnown() {
    var deployments = cluster.types().find(DEPLOYMENT);

    assertThat(deployments.filter(ResourceType::watchable)).isPresent();
    assertThat(cluster.types().preferred("apps", "Deployment")).isEqualTo(deployments);
    assertThat(cluster.types().apiVersions()).contains("apps/v1", "apps/v1/Deployment");
    assertThat(cluster.types().kubeVersion()).startsWith("v1.");
  }

  @Test
  void aNewKindIsKnownAsSoonAsItsDefinitionIsThere() {
    assertThat(cluster.types().find(WIDGET)).isEmpty();
    cluster.followDefinitions();

    var definition = cluster.apply(definition(), ApplyOptions.forced());
    Patience.until("the new kind is known", () -> cluster.types().find(WIDGET).isPresent());
    var widget = Manifest.named(WIDGET, namespace, "one");
    Patience.until("it can be applied", () -> applied(widget));

    assertThat(cluster.get(widget.key())).isPresent();
    cluster.delete(definition.key(), DeleteOptions.background());
    Patience.until("the kind is gone", () -> cluster.types().find(WIDGET).isEmpty());
  }

  /** A definition is served a moment before its kind is. */
  private boolean applied(Manifest widget) {
    try {
      return cluster.apply(widget, ApplyOptions.forced()).name().equals("one");
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isEqualTo(KubeProblems.NOT_FOUND);
      return false;
    }
  }

  @Test
  void whatIsDeletedInTheForegroundGoesAfterItsOwn() {
    var deployment = cluster.apply(deployment(), ApplyOptions.forced());
    var replicaSet = GroupVersionKind.of("apps/v1", "ReplicaSet");
    Patience.until("a pod is ready", () -> ready(deployment) == 1);

    cluster.delete(deployment.key(), DeleteOptions.foreground());

    Patience.until("it is gone", () -> cluster.get(deployment.key()).isEmpty());
    assertThat(cluster.list(replicaSet, Optional.of(namespace), LabelSelector.EVERYTHING))
        .isEmpty();
  }

  private int ready(Manifest deployment) {
    return cluster
        .get(deployment.key())
        .map(one -> one.at("/status/readyReplicas").asInt())
        .orElse(0);
  }

  @Test
  void whatHappensToAnObjectIsTold() {
    var deployment = cluster.apply(deployment(), ApplyOptions.forced());

    Patience.until(
        "its event",
        () ->
            cluster.events(deployment.key()).stream()
                .anyMatch(one -> one.text("/reason").equals("ScalingReplicaSet")));
  }

  private Manifest deployment() {
    return Manifest.of(
        Json.tree(
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"%s"},
             "spec":{"selector":{"matchLabels":{"app":"web"}},
               "template":{"metadata":{"labels":{"app":"web"}},
                 "spec":{"containers":[{"name":"web","image":"example.org/web:1"}]}}}}
            """
                .formatted(namespace)));
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
