package io.openluffy.server.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.KubernetesCluster;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.playground.sample.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A real API server, as one test class sees it: what the class puts there is gone afterwards. */
final class RealApi implements Ground, AutoCloseable {
  private static final GroupVersionKind NAMESPACE = GroupVersionKind.of("v1", "Namespace");
  private static final GroupVersionKind POD = GroupVersionKind.of("v1", "Pod");
  private static final GroupVersionKind APPLICATION =
      GroupVersionKind.of("argoproj.io/v1alpha1", "Application");
  private static final String APPLICATIONS = "argocd";
  private static final Duration GOING = Duration.ofMinutes(2);

  private final Path kubeconfig;
  private final KubernetesCluster cluster;
  private final List<String> before;

  RealApi(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.cluster = KubeConnections.kubeconfig("real", kubeconfig, Optional.empty());
    this.before = namespaces();
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** A namespace of the test's own. */
  String namespace() {
    var name = SampleProject.NAME + "-" + UUID.randomUUID();
    cluster.apply(Manifest.named(NAMESPACE, "", name), ApplyOptions.forced());
    return name;
  }

  private List<String> namespaces() {
    return cluster.list(NAMESPACE, Optional.empty(), LabelSelector.EVERYTHING).stream()
        .map(Manifest::name)
        .toList();
  }

  @Override
  public List<String> options() {
    if (before.contains(APPLICATIONS)) {
      throw new AssertionError(
          "the cluster of " + kubeconfig + " has a namespace " + APPLICATIONS + ": it is in use");
    }
    return List.of("--kubeconfig", kubeconfig.toString());
  }

  /** No container runs here: what a pod would show is in the commit that its image names. */
  @Override
  public String headline(RealProject project, String environment) {
    var shown =
        cluster
            .list(
                POD,
                Optional.of(SampleProject.NAME + "-" + environment),
                LabelSelector.of("app.kubernetes.io/name", "frontend"))
            .stream()
            .filter(pod -> pod.text("/metadata/deletionTimestamp").isEmpty())
            .filter(pod -> isReady(pod.at("/status/conditions")))
            .map(pod -> pod.text("/spec/containers/0/image"))
            .map(image -> image.substring(image.lastIndexOf('-') + 1))
            .map(project::headline)
            .toList();
    return shown.isEmpty() ? "" : shown.get(Math.floorMod(System.nanoTime(), shown.size()));
  }

  private static boolean isReady(JsonNode conditions) {
    return RealProject.stream(conditions)
        .anyMatch(
            one ->
                one.path("type").asText().equals("Ready")
                    && one.path("status").asText().equals("True"));
  }

  @Override
  public void close() {
    var made = new ArrayList<>(namespaces());
    made.removeAll(before);
    made.stream().flatMap(this::applications).forEach(this::letGo);
    made.forEach(
        one ->
            cluster.delete(Manifest.named(NAMESPACE, "", one).key(), DeleteOptions.background()));
    Patience.until(
        "the namespaces of the test are gone",
        GOING,
        () ->
            namespaces().stream().noneMatch(made::contains) ? Optional.of(true) : Optional.empty(),
        () -> "; there are " + namespaces());
    cluster.close();
  }

  private Stream<Manifest> applications(String namespace) {
    return cluster.types().find(APPLICATION).isEmpty()
        ? Stream.empty()
        : cluster.list(APPLICATION, Optional.of(namespace), LabelSelector.EVERYTHING).stream();
  }

  /** The server that would have worked its finalizers off has ended. */
  private void letGo(Manifest application) {
    var patch = Json.tree("{\"metadata\":{\"finalizers\":null}}");
    cluster.patch(application.key(), PatchType.MERGE, patch, "");
  }
}
