package io.openluffy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the end of a DELETE to the moment a watcher sees the object again. Each object is deleted
 * once, because who keeps at the same one is met more slowly on purpose, and the next only when the
 * heal is over and the Application well again. The floor is how long the same watcher takes to hear
 * of the deletion.
 */
record Drift(Kubernetes kubernetes, Facts facts) {
  private static final List<String> KINDS =
      List.of(
          "/apis/apps/v1/namespaces/%s/deployments",
          "/api/v1/namespaces/%s/services", "/apis/networking.k8s.io/v1/namespaces/%s/ingresses");

  private static final String APPLICATIONS =
      "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/";
  private static final String HEALED = "application.sync-ended";

  private static final List<String> NAMESPACES = List.of("openluffy-dev", "openluffy-preprod");

  void measure(List<Figure> figures) throws Exception {
    var healed = new ArrayList<Double>();
    var heard = new ArrayList<Double>();
    for (var namespace : NAMESPACES) {
      for (var kind : KINDS) {
        collection(namespace, kind.formatted(namespace), healed, heard);
      }
    }
    figures.add(
        new Figure("drift to healed (delete, each object once)", "ms", "100", healed, heard));
  }

  private void collection(String namespace, String path, List<Double> healed, List<Double> heard)
      throws Exception {
    Map<String, Long> seen = new ConcurrentHashMap<>();
    kubernetes.watch(
        path,
        event ->
            seen.put(
                event.path("type").asText() + event.at("/object/metadata/name").asText(),
                System.nanoTime()));
    for (var item : kubernetes.get(path).path("items")) {
      var name = item.at("/metadata/name").asText();
      Watch.until("the watch", () -> Optional.ofNullable(seen.remove("ADDED" + name)));
      int heals = facts.all(HEALED).size();
      var began = System.nanoTime();
      kubernetes.delete(path + "/" + name);
      var deleted = System.nanoTime();
      heard.add(
          millis(
              began,
              Watch.until("the event", () -> Optional.ofNullable(seen.get("DELETED" + name)))));
      healed.add(
          millis(
              deleted,
              Watch.until("the object", () -> Optional.ofNullable(seen.get("ADDED" + name)))));
      settled(namespace, heals);
    }
  }

  /** Each application of the sample has the name of its namespace. */
  private void settled(String application, int heals) throws Exception {
    Watch.until(
        "the end of the heal",
        () -> Optional.of(facts.all(HEALED).size()).filter(count -> count > heals));
    Watch.until(
        "the application to be well",
        () ->
            Optional.of(kubernetes.get(APPLICATIONS + application).path("status"))
                .filter(status -> status.at("/sync/status").asText().equals("Synced"))
                .filter(status -> status.at("/health/status").asText().equals("Healthy")));
  }

  private static double millis(long from, long to) {
    return Math.max(0, (to - from) / 1e6);
  }
}
