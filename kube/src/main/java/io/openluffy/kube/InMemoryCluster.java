package io.openluffy.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A cluster in memory for tests: server-side apply with owners of fields, generations, finalizers,
 * owner references, watches and dry runs as in a real one, workloads that fare as told, and faults
 * on demand. Objects outlive whoever uses it, as a cluster outlives the server.
 */
public final class InMemoryCluster implements Cluster {
  /** Decides which calls fail. */
  @FunctionalInterface
  public interface Fault {
    Optional<Problem> of(String verb, ResourceKey key);
  }

  private final String name;
  private final InstantSource time;
  private final Map<ResourceKey, ObjectNode> objects = new TreeMap<>();
  private final Map<String, List<String>> logs = new HashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final InMemoryWatches watches = new InMemoryWatches();
  private final InMemoryFates fates = new InMemoryFates();
  private final InMemoryTypes types = new InMemoryTypes(this::definitions);
  private volatile Fault fault = (verb, key) -> Optional.empty();
  private long version;
  private long uids;

  public InMemoryCluster(InstantSource time) {
    this(Clusters.IN_CLUSTER_NAME, time);
  }

  public InMemoryCluster(String name, InstantSource time) {
    this.name = name;
    this.time = time;
    for (var namespace : List.of("default", "kube-system", "argocd")) {
      create(Manifest.named(GroupVersionKind.of("v1", "Namespace"), "", namespace));
    }
    calls.clear();
  }

  /** How workloads written from now on fare, unless told otherwise for one. */
  public synchronized void workloads(Behaviour all) {
    fates.all(all);
  }

  public synchronized void workload(ResourceKey key, Behaviour one) {
    fates.one(key, one);
    Optional.ofNullable(objects.get(key))
        .ifPresent(object -> store(fates.begin(object.deepCopy())));
    deliver();
  }

  /** One round of the simulated controllers. */
  public void round() {
    synchronized (this) {
      for (var key : fates.round()) {
        Optional.ofNullable(objects.get(key))
            .ifPresent(object -> store(WorkloadRules.healthy(object.deepCopy())));
      }
    }
    deliver();
  }

  /** From now on, calls for which the fault has a problem fail with it, before anything is done. */
  public void fail(Fault fault) {
    this.fault = fault;
  }

  public void heal() {
    this.fault = (verb, key) -> Optional.empty();
  }

  /** Every call that changes something, as {@code verb group/Kind/namespace/name}, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public void forgetCalls() {
    calls.clear();
  }

  /** Tells every listener the whole state again, as after a gap in the watch. */
  public void relist() {
    watches.relist(this::snapshot);
    deliver();
  }

  public synchronized void log(String namespace, String pod, String container, List<String> lines) {
    logs.put(namespace + "/" + pod + "/" + container, List.copyOf(lines));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ResourceTypes types() {
    return types;
  }

  private synchronized List<Manifest> definitions() {
    return objects.values().stream()
        .filter(one -> one.path("kind").asText().equals("CustomResourceDefinition"))
        .map(Manifest::of)
        .toList();
  }

  @Override
  public synchronized Optional<Manifest> get(
      GroupVersionKind gvk, String namespace, String objectName) {
    var type = type(gvk, "get", gvk.key(namespace, objectName));
    var key = gvk.key(type.namespaced() ? namespace : "", objectName);
    return Optional.ofNullable(objects.get(key)).map(Manifest::of);
  }

  @Override
  public synchronized List<Manifest> list(
      GroupVersionKind gvk, Optional<String> namespace, LabelSelector selector) {
    type(gvk, "list", gvk.key(namespace.orElse(""), ""));
    return snapshot(gvk, namespace).stream().filter(one -> selector.matches(one.labels())).toList();
  }

  private synchronized List<Manifest> snapshot(GroupVersionKind gvk, Optional<String> namespace) {
    return objects.values().stream()
        .map(Manifest::owning)
        .filter(one -> one.gvk().equals(gvk))
        .filter(one -> namespace.isEmpty() || namespace.get().equals(one.namespace()))
        .map(one -> Manifest.of(one.view()))
        .toList();
  }

  @Override
  public Manifest apply(Manifest desired, ApplyOptions options) {
    Manifest result;
    synchronized (this) {
      var key = placed(desired, options.dryRun() ? "dry-run" : "apply");
      var wanted = InMemoryObjects.stored(desired.withNamespace(key.namespace()).json());
      var there = Optional.ofNullable(objects.get(key));
      var live = there.orElseGet(() -> fresh(key, desired));
      if (!options.force()) {
        var taken = InMemoryObjects.conflicts(live, wanted, options.fieldManager());
        if (!taken.isEmpty()) {
          throw problem(409, "Conflict", "Apply failed with conflicts on " + taken, key);
        }
      }
      var after = InMemoryObjects.applied(live, wanted, options.fieldManager());
      result = options.dryRun() ? InMemoryObjects.preview(live, after) : written(there, after);
    }
    deliver();
    return result;
  }

  @Override
  public Manifest create(Manifest object) {
    Manifest result;
    synchronized (this) {
      var named = InMemoryObjects.generated(object, uids);
      var key = placed(named, "create");
      if (objects.containsKey(key)) {
        throw problem(
            409, "AlreadyExists", key.kind() + " \"" + key.name() + "\" already exists", key);
      }
      var wanted = InMemoryObjects.stored(named.withNamespace(key.namespace()).json());
      result =
          written(Optional.empty(), InMemoryObjects.updated(fresh(key, named), wanted, "create"));
    }
    deliver();
    return result;
  }

  @Override
  public Manifest replace(Manifest object) {
    Manifest result;
    synchronized (this) {
      var key = placed(object, "replace");
      var live = existing(key);
      var expected = object.resourceVersion();
      if (!expected.isEmpty() && !expected.equals(Manifest.owning(live).resourceVersion())) {
        throw problem(409, "Conflict", "the object has been modified", key);
      }
      var wanted = InMemoryObjects.stored(object.withNamespace(key.namespace()).json());
      if (live.has("status")) {
        wanted.set("status", live.get("status").deepCopy());
      }
      result = written(Optional.of(live), InMemoryObjects.updated(live, wanted, "replace"));
    }
    deliver();
    return result;
  }

  @Override
  public Manifest patch(ResourceKey key, PatchType type, JsonNode patch, String subresource) {
    Manifest result;
    synchronized (this) {
      check("patch", key);
      var live = existing(key);
      var wanted = InMemoryObjects.patched(live, type, patch, key);
      var expected = patch.at("/metadata/resourceVersion").asText("");
      if (!expected.isEmpty() && !expected.equals(Manifest.owning(live).resourceVersion())) {
        throw problem(409, "Conflict", "the object has been modified", key);
      }
      result = written(Optional.of(live), InMemoryObjects.updated(live, wanted, "patch"));
    }
    deliver();
    return result;
  }

  @Override
  public void delete(ResourceKey key, DeleteOptions options) {
    synchronized (this) {
      check("delete", key);
      var object = objects.get(key);
      if (object != null) {
        var live = Manifest.owning(object);
        if (options.uid().isPresent() && !options.uid().get().equals(live.uid())) {
          throw problem(409, "Conflict", "the uid in the precondition does not match", key);
        }
        if (options.propagation() != DeleteOptions.Propagation.ORPHAN) {
          dependants(live).forEach(one -> delete(one.key(), DeleteOptions.background()));
        }
        end(key, object);
      }
    }
    deliver();
  }

  private void end(ResourceKey key, ObjectNode object) {
    if (object.at("/metadata/finalizers").isEmpty()) {
      objects.remove(key);
      types.changed(key);
      fates.forget(key);
      watches.tell(Manifest.of(object), true);
    } else if (Manifest.owning(object).deletedAt().isEmpty()) {
      var marked = object.deepCopy();
      marked.withObject("/metadata").put("deletionTimestamp", time.instant().toString());
      store(marked);
    }
  }

  private List<Manifest> dependants(Manifest owner) {
    return objects.values().stream()
        .map(Manifest::of)
        .filter(
            one ->
                InMemoryObjects.ownedBy(one, owner.uid())
                    || (owner.kind().equals("Namespace") && one.namespace().equals(owner.name())))
        .toList();
  }

  @Override
  public Watch watch(GroupVersionKind gvk, Optional<String> namespace, WatchListener listener) {
    Watch watch;
    synchronized (this) {
      type(gvk, "watch", gvk.key(namespace.orElse(""), ""));
      watch = watches.add(gvk, namespace, listener, snapshot(gvk, namespace));
    }
    deliver();
    return watch;
  }

  @Override
  public synchronized List<Manifest> events(ResourceKey key) {
    return snapshot(GroupVersionKind.of("v1", "Event"), Optional.empty()).stream()
        .filter(
            one ->
                one.text("/involvedObject/name").equals(key.name())
                    && one.text("/involvedObject/kind").equals(key.kind())
                    && one.text("/involvedObject/namespace").equals(key.namespace()))
        .sorted(Comparator.comparing(one -> one.text("/lastTimestamp")))
        .toList();
  }

  @Override
  public synchronized LogStream logs(
      String namespace, String pod, String container, LogOptions options) {
    check("logs", new ResourceKey("", "Pod", namespace, pod));
    var lines = logs.getOrDefault(namespace + "/" + pod + "/" + container, List.of());
    var from = Math.max(0, lines.size() - options.tail().orElse(lines.size()));
    var left = new ArrayList<>(lines.subList(from, lines.size()));
    return new LogStream() {
      @Override
      public Optional<String> next() {
        return left.isEmpty() ? Optional.empty() : Optional.of(left.removeFirst());
      }

      @Override
      public void close() {
        left.clear();
      }
    };
  }

  private ResourceType type(GroupVersionKind gvk, String verb, ResourceKey key) {
    check(verb, key);
    return types.find(gvk).orElseThrow(() -> KubeProblems.unknownKind(gvk, name).asException());
  }

  private ResourceKey placed(Manifest object, String verb) {
    var type = type(object.gvk(), verb, object.key());
    if (object.name().isEmpty()) {
      throw problem(422, "Invalid", "metadata.name: Required value", object.key());
    }
    var key = type.namespaced() ? object.key() : object.key().withNamespace("");
    var home = new ResourceKey("", "Namespace", "", key.namespace());
    if (type.namespaced() && !objects.containsKey(home)) {
      throw problem(404, "NotFound", "namespaces \"" + key.namespace() + "\" not found", key);
    }
    return key;
  }

  private void check(String verb, ResourceKey key) {
    fault
        .of(verb, key)
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
    if (!List.of("get", "list", "watch", "logs", "dry-run").contains(verb)) {
      calls.add(verb + " " + key);
    }
  }

  private ObjectNode existing(ResourceKey key) {
    return Optional.ofNullable(objects.get(key))
        .orElseThrow(
            () -> problem(404, "NotFound", key.kind() + " \"" + key.name() + "\" not found", key));
  }

  private ObjectNode fresh(ResourceKey key, Manifest like) {
    var json = Manifest.named(like.gvk(), key.namespace(), key.name()).json();
    json.withObject("/metadata")
        .put("uid", "uid-" + name + "-" + ++uids)
        .put("creationTimestamp", time.instant().toString());
    return json;
  }

  private Manifest written(Optional<ObjectNode> before, ObjectNode after) {
    if (before.isPresent()
        && !InMemoryObjects.changed(before.get(), after)
        && before.get().at("/metadata/managedFields").equals(after.at("/metadata/managedFields"))) {
      return Manifest.of(before.get());
    }
    var key = Manifest.owning(after).key();
    if (before.isPresent()
        && after.at("/metadata/finalizers").isEmpty()
        && after.at("/metadata").has("deletionTimestamp")) {
      objects.put(key, after);
      end(key, after);
      return Manifest.of(after);
    }
    var metadata = after.withObject("/metadata");
    var respecified = before.isEmpty() || InMemoryObjects.specChanged(before.get(), after);
    if (respecified) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
    return store(respecified ? fates.begin(after) : after);
  }

  private Manifest store(ObjectNode object) {
    object.withObject("/metadata").put("resourceVersion", Long.toString(++version));
    var stored = Manifest.of(object);
    objects.put(stored.key(), object);
    types.changed(stored.key());
    watches.tell(stored, false);
    return stored;
  }

  private void deliver() {
    watches.deliver();
  }

  private static ProblemException problem(
      int status, String reason, String message, ResourceKey key) {
    return KubeProblems.of(status, reason, message, key.toString()).asException();
  }
}
