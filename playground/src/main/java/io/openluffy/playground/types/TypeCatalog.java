package io.openluffy.playground.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Every kind that the API serves now: the built-in ones and those of registered CRDs.
 *
 * <p>Readers see one consistent set at a time; registering a CRD replaces the set as a whole.
 */
public final class TypeCatalog {
  private final Map<String, List<ResourceType>> custom = new TreeMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Served served = Served.of(BuiltInTypes.loaded().types(), 1);

  /** A catalog of the built-in kinds alone. */
  public static TypeCatalog builtIn() {
    return new TypeCatalog();
  }

  private TypeCatalog() {}

  public Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(served.byPath.get(group + "/" + version + "/" + plural));
  }

  public Optional<ResourceType> find(GroupVersionKind gvk) {
    return Optional.ofNullable(served.byKind.get(gvk));
  }

  /** The same resource in its group's preferred version. */
  public Optional<ResourceType> find(String group, String plural) {
    return all().stream()
        .filter(type -> type.group().equals(group) && type.plural().equals(plural))
        .findFirst();
  }

  /** Groups in the order of preference, each with its preferred version first. */
  public List<ResourceType> all() {
    return served.types;
  }

  /** Versions of each group, the preferred one first; the core group is the empty string. */
  public Map<String, List<String>> groups() {
    return served.groups;
  }

  /** Grows with each change; what was derived from an older generation is stale. */
  public long generation() {
    return served.generation;
  }

  /** What {@code /version} says of the Kubernetes release that the built-in kinds come from. */
  public JsonNode version() {
    return BuiltInTypes.loaded().version();
  }

  /** Serves the kinds of a CRD, in place of what it said before. */
  public void register(JsonNode crd) {
    change(crd.path("metadata").path("name").asText(), CustomTypes.of(crd));
  }

  /** Stops serving the kinds of a CRD. */
  public void unregister(String crdName) {
    change(crdName, List.of());
  }

  /** Calls the listener after each change, until closed. */
  public AutoCloseable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void change(String crdName, List<ResourceType> types) {
    synchronized (custom) {
      if (types.isEmpty()) {
        custom.remove(crdName);
      } else {
        custom.put(crdName, types);
      }
      var all = new ArrayList<>(BuiltInTypes.loaded().types());
      CustomTypes.ordered(custom.values()).forEach(all::add);
      served = Served.of(all, served.generation + 1);
    }
    listeners.forEach(Runnable::run);
  }

  private record Served(
      List<ResourceType> types,
      Map<String, ResourceType> byPath,
      Map<GroupVersionKind, ResourceType> byKind,
      Map<String, List<String>> groups,
      long generation) {

    static Served of(Collection<ResourceType> types, long generation) {
      var byPath = new LinkedHashMap<String, ResourceType>();
      var byKind = new LinkedHashMap<GroupVersionKind, ResourceType>();
      var groups = new LinkedHashMap<String, List<String>>();
      for (var type : types) {
        byPath.put(type.group() + "/" + type.version() + "/" + type.plural(), type);
        byKind.put(type.gvk(), type);
        var versions = groups.computeIfAbsent(type.group(), group -> new ArrayList<>());
        if (!versions.contains(type.version())) {
          versions.add(type.version());
        }
      }
      return new Served(List.copyOf(types), byPath, byKind, groups, generation);
    }
  }
}
