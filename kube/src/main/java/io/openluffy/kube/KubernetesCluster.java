package io.openluffy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real cluster, or anything that speaks like one. Works on raw JSON, so every kind is known. */
public final class KubernetesCluster implements Cluster, AutoCloseable {
  private static final String JSON = "application/json";
  private static final String APPLY = "application/apply-patch+yaml";
  private static final GroupVersionKind DEFINITION =
      GroupVersionKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition");

  private final String name;
  private final ApiClient client;
  private final ApiTypes types;
  private final List<Watch> watches = new java.util.concurrent.CopyOnWriteArrayList<>();

  KubernetesCluster(String name, ApiClient client) {
    this.name = name;
    this.client = client;
    this.types = new ApiTypes(client);
  }

  /** Keeps discovery fresh from now on; without it an unknown kind is looked for only once. */
  public KubernetesCluster followDefinitions() {
    watch(
        DEFINITION,
        Optional.empty(),
        new WatchListener() {
          @Override
          public void changed(Manifest object) {
            types.refresh();
          }

          @Override
          public void deleted(Manifest object) {
            types.deleted(object);
          }
        });
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  public String server() {
    return client.server();
  }

  @Override
  public ResourceTypes types() {
    return types;
  }

  @Override
  public Optional<Manifest> get(GroupVersionKind gvk, String namespace, String objectName) {
    try {
      return Optional.of(manifest(client.get(path(gvk, namespace) + "/" + objectName, Map.of())));
    } catch (ProblemException e) {
      if (KubeProblems.is(e, KubeProblems.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<Manifest> list(
      GroupVersionKind gvk, Optional<String> namespace, LabelSelector selector) {
    var query = new HashMap<>(Map.of("limit", "500"));
    if (!selector.requirements().isEmpty()) {
      query.put("labelSelector", selector.toString());
    }
    return listed(path(gvk, namespace.orElse("")), query);
  }

  private List<Manifest> listed(String path, Map<String, String> query) {
    var found = new ArrayList<Manifest>();
    while (true) {
      var page = client.get(path, query);
      page.path("items").forEach(one -> found.add(KindWatch.item(page, one)));
      var more = page.at("/metadata/continue").asText("");
      if (more.isEmpty()) {
        return found;
      }
      query.put("continue", more);
    }
  }

  @Override
  public Manifest apply(Manifest desired, ApplyOptions options) {
    var query = new HashMap<String, String>();
    query.put("fieldManager", options.fieldManager());
    query.put("force", Boolean.toString(options.force()));
    if (options.dryRun()) {
      query.put("dryRun", "All");
    }
    query.put("fieldValidation", options.strict() ? "Strict" : "Ignore");
    var path = path(desired.gvk(), desired.namespace()) + "/" + desired.name();
    return manifest(client.request("PATCH", path, query, APPLY, Optional.of(desired.view())));
  }

  @Override
  public Manifest create(Manifest object) {
    var path = path(object.gvk(), object.namespace());
    return manifest(client.request("POST", path, manager(), JSON, Optional.of(object.view())));
  }

  @Override
  public Manifest replace(Manifest object) {
    var path = path(object.gvk(), object.namespace()) + "/" + object.name();
    var body = object.json();
    if (object.resourceVersion().isEmpty()) {
      // Many kinds take no update without it.
      var live = get(object.gvk(), object.namespace(), object.name());
      live.ifPresent(
          one -> body.withObject("/metadata").put("resourceVersion", one.resourceVersion()));
    }
    return manifest(client.request("PUT", path, manager(), JSON, Optional.of(body)));
  }

  @Override
  public Manifest patch(ResourceKey key, PatchType type, JsonNode patch, String subresource) {
    var path = path(key) + (subresource.isEmpty() ? "" : "/" + subresource);
    return manifest(client.request("PATCH", path, manager(), type.mediaType(), Optional.of(patch)));
  }

  @Override
  public void delete(ResourceKey key, DeleteOptions options) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("apiVersion", "v1").put("kind", "DeleteOptions");
    body.put("propagationPolicy", options.propagation().text());
    options.uid().ifPresent(uid -> body.putObject("preconditions").put("uid", uid));
    try {
      client.request("DELETE", path(key), Map.of(), JSON, Optional.of(body));
    } catch (ProblemException e) {
      if (!KubeProblems.is(e, KubeProblems.NOT_FOUND)) {
        throw e;
      }
    }
  }

  @Override
  public Watch watch(GroupVersionKind gvk, Optional<String> namespace, WatchListener listener) {
    var watch = new KindWatch(client, path(gvk, namespace.orElse("")), listener).start();
    watches.add(watch);
    return () -> {
      watches.remove(watch);
      watch.close();
    };
  }

  @Override
  public List<Manifest> events(ResourceKey key) {
    var event = GroupVersionKind.of("v1", "Event");
    var selector = "involvedObject.name=" + key.name() + ",involvedObject.kind=" + key.kind();
    var namespace = key.namespace().isEmpty() ? "default" : key.namespace();
    var query = new HashMap<>(Map.of("limit", "500", "fieldSelector", selector));
    return listed(path(event, namespace), query).stream()
        .sorted(Comparator.comparing(KubernetesCluster::when))
        .toList();
  }

  private static String when(Manifest event) {
    var last = event.text("/lastTimestamp");
    return last.isEmpty() ? event.text("/eventTime") : last;
  }

  @Override
  public LogStream logs(String namespace, String pod, String container, LogOptions options) {
    var query = new HashMap<String, String>();
    if (!container.isEmpty()) {
      query.put("container", container);
    }
    query.put("follow", Boolean.toString(options.follow()));
    query.put("previous", Boolean.toString(options.previous()));
    query.put("timestamps", Boolean.toString(options.timestamps()));
    options.tail().ifPresent(lines -> query.put("tailLines", Integer.toString(lines)));
    options.sinceSeconds().ifPresent(since -> query.put("sinceSeconds", Integer.toString(since)));
    return client.stream("/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log", query);
  }

  private static Map<String, String> manager() {
    return Map.of("fieldManager", ApplyOptions.OPENLUFFY);
  }

  private String path(ResourceKey key) {
    var type =
        types
            .preferred(key.group(), key.kind())
            .orElseThrow(() -> KubeProblems.unknownKind(unversioned(key), name).asException());
    return type.path(key.namespace()) + "/" + key.name();
  }

  private static GroupVersionKind unversioned(ResourceKey key) {
    return new GroupVersionKind(key.group(), "?", key.kind());
  }

  private String path(GroupVersionKind gvk, String namespace) {
    var type = types.find(gvk).orElseThrow(() -> KubeProblems.unknownKind(gvk, name).asException());
    return type.path(namespace);
  }

  private static Manifest manifest(JsonNode json) {
    return Manifest.owning((ObjectNode) json);
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
    client.close();
  }
}
