package io.openluffy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Discovery over HTTP, cached until a definition changes or an unknown kind is asked for. */
final class ApiTypes implements ResourceTypes {
  /** One picture of what the server serves. */
  private record Picture(
      List<ResourceType> types, Map<GroupVersionKind, ResourceType> byKind, String version) {}

  private static final Set<String> VERBS =
      Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  private final ApiClient client;
  private final AtomicReference<@Nullable Picture> cached = new AtomicReference<>();
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<GroupVersionKind, ResourceType> established = new ConcurrentHashMap<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  ApiTypes(ApiClient client) {
    this.client = client;
  }

  @Override
  public Optional<ResourceType> find(GroupVersionKind gvk) {
    var known = Optional.ofNullable(picture().byKind().get(gvk));
    return known.isPresent() || !looksAgain(gvk.toString())
        ? known
        : Optional.ofNullable(picture().byKind().get(gvk));
  }

  @Override
  public Optional<ResourceType> preferred(String group, String kind) {
    var known = search(group, kind);
    return known.isPresent() || !looksAgain(group + "/" + kind) ? known : search(group, kind);
  }

  private Optional<ResourceType> search(String group, String kind) {
    var all =
        picture().types().stream()
            .filter(one -> one.gvk().group().equals(group) && one.gvk().kind().equals(kind))
            .toList();
    return all.stream()
        .filter(ResourceType::preferred)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** An unknown kind makes us look once; after that its definition has to come first. */
  private boolean looksAgain(String kind) {
    if (!unknown.add(kind)) {
      return false;
    }
    cached.set(null);
    return true;
  }

  @Override
  public List<ResourceType> all() {
    return picture().types();
  }

  @Override
  public String kubeVersion() {
    return picture().version();
  }

  @Override
  public List<String> apiVersions() {
    var found = new TreeSet<String>();
    for (var type : picture().types()) {
      found.add(type.gvk().apiVersion());
      found.add(type.gvk().apiVersion() + "/" + type.gvk().kind());
    }
    return List.copyOf(found);
  }

  @Override
  public void established(Manifest definition) {
    for (var version : definition.at("/spec/versions")) {
      if (version.path("served").asBoolean()) {
        var type = defined(definition, version);
        established.put(type.gvk(), type);
      }
    }
    refresh();
  }

  /** The definition is gone, and its kinds with it. */
  void deleted(Manifest definition) {
    for (var version : definition.at("/spec/versions")) {
      established.remove(defined(definition, version).gvk());
    }
    refresh();
  }

  private static ResourceType defined(Manifest definition, JsonNode version) {
    var gvk =
        new GroupVersionKind(
            definition.text("/spec/group"),
            version.path("name").asText(),
            definition.text("/spec/names/kind"));
    var subresources = new HashSet<String>();
    version.path("subresources").fieldNames().forEachRemaining(subresources::add);
    return new ResourceType(
        gvk,
        definition.text("/spec/names/plural"),
        definition.text("/spec/scope").equals("Namespaced"),
        VERBS,
        subresources,
        version.path("storage").asBoolean());
  }

  @Override
  public void refresh() {
    unknown.clear();
    cached.set(null);
  }

  /** Read by one for all that wait for it. */
  private Picture picture() {
    var known = cached.get();
    if (known != null) {
      return known;
    }
    reading.lock();
    try {
      var meanwhile = cached.get();
      if (meanwhile != null) {
        return meanwhile;
      }
      var fresh = read();
      cached.set(fresh);
      return fresh;
    } finally {
      reading.unlock();
    }
  }

  private Picture read() {
    var types = new ArrayList<ResourceType>();
    for (var version : client.get("/api", Map.of()).path("versions")) {
      types.addAll(group("/api/" + version.asText(), "", version.asText(), true));
    }
    for (var group : client.get("/apis", Map.of()).path("groups")) {
      var preferred = group.at("/preferredVersion/version").asText();
      for (var version : group.path("versions")) {
        var name = version.path("version").asText();
        var path = "/apis/" + version.path("groupVersion").asText();
        types.addAll(group(path, group.path("name").asText(), name, name.equals(preferred)));
      }
    }
    // Once discovery tells of a kind, it alone is asked.
    types.forEach(one -> established.remove(one.gvk()));
    types.addAll(established.values());
    var byKind = new HashMap<GroupVersionKind, ResourceType>();
    types.forEach(one -> byKind.putIfAbsent(one.gvk(), one));
    var version = client.get("/version", Map.of()).path("gitVersion").asText();
    return new Picture(List.copyOf(types), Map.copyOf(byKind), version);
  }

  /** An API that is broken or just being removed does not hide all others. */
  private List<ResourceType> group(String path, String group, String version, boolean preferred) {
    JsonNode list;
    try {
      list = client.get(path, Map.of());
    } catch (ProblemException e) {
      if (KubeProblems.is(e, KubeProblems.UNREACHABLE)
          || KubeProblems.is(e, KubeProblems.UNAUTHORIZED)) {
        throw e;
      }
      return List.of();
    }
    var subresources = new HashMap<String, Set<String>>();
    var found = new ArrayList<ResourceType>();
    for (var one : list.path("resources")) {
      var name = one.path("name").asText();
      int slash = name.indexOf('/');
      if (slash > 0) {
        subresources
            .computeIfAbsent(name.substring(0, slash), key -> new HashSet<>())
            .add(name.substring(slash + 1));
      }
    }
    for (var one : list.path("resources")) {
      var name = one.path("name").asText();
      if (name.indexOf('/') < 0) {
        var verbs = new HashSet<String>();
        one.path("verbs").forEach(verb -> verbs.add(verb.asText()));
        found.add(
            new ResourceType(
                new GroupVersionKind(group, version, one.path("kind").asText()),
                name,
                one.path("namespaced").asBoolean(),
                verbs,
                subresources.getOrDefault(name, Set.of()),
                preferred));
      }
    }
    return found;
  }
}
