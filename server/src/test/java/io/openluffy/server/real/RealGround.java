package io.openluffy.server.real;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.ground.Patience;
import io.openluffy.ground.RealApi;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.LabelSelector;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.playground.sample.SampleProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real API server as the cluster of a server; what was put there is gone afterwards. */
final class RealGround implements Ground {
  private static final GroupVersionKind POD = GroupVersionKind.of("v1", "Pod");
  private static final GroupVersionKind APPLICATION =
      GroupVersionKind.of("argoproj.io/v1alpha1", "Application");
  private static final String APPLICATIONS = "argocd";
  private static final Duration GOING = Duration.ofMinutes(2);

  private final RealApi api;
  private final List<String> before;

  RealGround(RealApi api) {
    this.api = api;
    this.before = api.namespaces();
  }

  @Override
  public List<String> options() {
    if (before.contains(APPLICATIONS)) {
      throw new AssertionError(
          "the cluster of " + api.kubeconfig() + " has a namespace argocd: it is in use");
    }
    return List.of("--kubeconfig", api.kubeconfig().toString());
  }

  /** No container runs here: what a pod would show is in the commit that its image names. */
  @Override
  public String headline(RealProject project, String environment) {
    var shown =
        api
            .cluster()
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

  /** The next class begins with namespaces of the same names. */
  @Override
  public void leave() {
    var made = new ArrayList<>(api.namespaces());
    made.removeAll(before);
    made.stream().flatMap(this::applications).forEach(this::letGo);
    made.forEach(api::delete);
    Patience.until(
        "the namespaces of the test are gone",
        GOING,
        () -> Optional.of(true).filter(any -> api.namespaces().stream().noneMatch(made::contains)),
        () -> "; there are " + api.namespaces());
  }

  private Stream<Manifest> applications(String namespace) {
    var cluster = api.cluster();
    return cluster.types().find(APPLICATION).isEmpty()
        ? Stream.empty()
        : cluster.list(APPLICATION, Optional.of(namespace), LabelSelector.EVERYTHING).stream();
  }

  /** The server that would have worked its finalizers off has ended. */
  private void letGo(Manifest application) {
    var patch = Json.tree("{\"metadata\":{\"finalizers\":null}}");
    api.cluster().patch(application.key(), PatchType.MERGE, patch, "");
  }
}
