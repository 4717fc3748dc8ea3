package io.openluffy.playground.compared.rollouts;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.Yaml;
import io.openluffy.playground.compared.requests.Answer;
import io.openluffy.playground.compared.requests.Peer;
import io.openluffy.playground.compared.requests.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A namespace of one of the two servers, and who plays the kubelet there. */
final class Side {
  /** A machine that does much else takes its time. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final String MERGE = "application/merge-patch+json";
  private static final Map<String, String> GROUPS =
      Map.of(
          "deployments", "/apis/apps/v1",
          "replicasets", "/apis/apps/v1",
          "statefulsets", "/apis/apps/v1",
          "daemonsets", "/apis/apps/v1",
          "controllerrevisions", "/apis/apps/v1",
          "jobs", "/apis/batch/v1",
          "cronjobs", "/apis/batch/v1");

  private final Peer peer;
  private final String namespace;
  private final Map<String, String> names = new LinkedHashMap<>();

  Side(Peer peer, String namespace) {
    this.peer = peer;
    this.namespace = namespace;
  }

  /** What the server chose, and what it is called here, from all that was seen so far. */
  Map<String, String> names() {
    return names;
  }

  void open() {
    var body = "{\"metadata\": {\"name\": \"" + namespace + "\"}}";
    demand(ask("POST", "/api/v1/namespaces", "application/json", body));
    // A pod needs it, and it comes a little later.
    until("the account of " + namespace, () -> found("serviceaccounts/default"));
  }

  void close() {
    ask("DELETE", "/api/v1/namespaces/" + namespace, "application/json", "");
  }

  Optional<JsonNode> found(String path) {
    var answer = ask("GET", path(path), "application/json", "");
    return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
  }

  static <T> T until(String what, Supplier<Optional<T>> state) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var found = state.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  void create(String resource, String yaml) {
    demand(ask("POST", path(resource), "application/json", Yaml.yaml(yaml).toString()));
  }

  void merge(String path, String yaml) {
    demand(ask("PATCH", path(path), MERGE, Yaml.yaml(yaml).toString()));
  }

  void delete(String path, String yaml) {
    demand(ask("DELETE", path(path), "application/json", Yaml.yaml(yaml).toString()));
  }

  List<JsonNode> list(String resource) {
    var all = new ArrayList<JsonNode>();
    demand(ask("GET", path(resource), "application/json", "")).path("items").forEach(all::add);
    return all;
  }

  /** From where a watcher is to begin. */
  String version(String resource) {
    return demand(ask("GET", path(resource), "application/json", ""))
        .at("/metadata/resourceVersion")
        .asText();
  }

  /** What a watcher has seen since then. */
  List<JsonNode> seen(String resource, String version) {
    var all = new ArrayList<JsonNode>();
    var query = "?watch=1&timeoutSeconds=1&resourceVersion=" + version;
    demand(ask("GET", path(resource) + query, "application/json", ""))
        .forEach(event -> all.add(event.path("object")));
    return all;
  }

  private String path(String path) {
    var resource = path.split("[/?]", 2)[0];
    return GROUPS.getOrDefault(resource, "/api/v1") + "/namespaces/" + namespace + "/" + path;
  }

  private Answer ask(String method, String path, String type, String body) {
    return peer.ask(
        new Step(
            path,
            method,
            path,
            Map.of("Content-Type", type, "Accept", "application/json"),
            body.isEmpty() ? Optional.empty() : Optional.of(body.getBytes(StandardCharsets.UTF_8)),
            List.of(),
            Optional.empty(),
            Map.of()));
  }

  private static JsonNode demand(Answer answer) {
    if (answer.status() >= 300) {
      throw new AssertionError("refused: " + answer.tree());
    }
    return answer.body();
  }
}
