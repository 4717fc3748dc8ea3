package io.openluffy.kube;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The live objects of the kinds in use in one cluster: one watch per kind, shared by everybody, and
 * a picture in memory that follows it. Found by key, by the mark that says whose they are, and by
 * the object that owns them.
 */
public final class LiveObjects implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Watched(Watch watch, CountDownLatch ready) {}

  private final Cluster cluster;
  private final Function<Manifest, Optional<String>> markOf;
  private final Consumer<Manifest> changed;
  private final ConcurrentMap<GroupVersionKind, Watched> watches = new ConcurrentHashMap<>();
  private final ConcurrentMap<ResourceKey, Manifest> objects = new ConcurrentHashMap<>();
  private final LastDead dead = new LastDead();
  private final ConcurrentMap<String, Set<ResourceKey>> byMark = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Set<ResourceKey>> byOwner = new ConcurrentHashMap<>();

  /**
   * @param markOf the mark of an object, such as the application it belongs to
   * @param changed told of each object that came, changed or went; must not block
   */
  public LiveObjects(
      Cluster cluster, Function<Manifest, Optional<String>> markOf, Consumer<Manifest> changed) {
    this.cluster = cluster;
    this.markOf = markOf;
    this.changed = changed;
  }

  public Cluster cluster() {
    return cluster;
  }

  /**
   * Follows the kinds from now on and waits until what is there is known; unknown kinds are left.
   */
  public void follow(Collection<GroupVersionKind> kinds) {
    for (var kind : kinds) {
      if (!watches.containsKey(kind)
          && cluster.types().find(kind).filter(ResourceType::watchable).isPresent()) {
        watches.computeIfAbsent(kind, this::start);
      }
    }
    for (var kind : kinds) {
      var watched = watches.get(kind);
      if (watched != null) {
        await(kind, watched);
      }
    }
  }

  private Watched start(GroupVersionKind kind) {
    var ready = new CountDownLatch(1);
    var watch =
        cluster.watch(
            kind,
            Optional.empty(),
            new WatchListener() {
              @Override
              public void changed(Manifest object) {
                observed(object);
              }

              @Override
              public void deleted(Manifest object) {
                gone(object);
              }

              @Override
              public void ready() {
                ready.countDown();
              }
            });
    return new Watched(watch, ready);
  }

  private void await(GroupVersionKind kind, Watched watched) {
    try {
      if (!watched.ready.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.world(
                KubeProblems.TIMEOUT,
                "The cluster " + cluster.name() + " has not told its objects of kind " + kind + ".",
                Where.of(kind.toString()),
                "It is tried again.")
            .asException();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.world(KubeProblems.TIMEOUT, "Interrupted.", Where.of(kind.toString()), "")
          .asException();
    }
  }

  public boolean follows(GroupVersionKind kind) {
    return watches.containsKey(kind);
  }

  /** Takes in a state that is known from elsewhere, such as the answer to an apply. */
  public void observed(Manifest fresh) {
    var object = lean(fresh);
    var before = new AtomicReference<Manifest>();
    var now =
        objects.compute(
            object.key(),
            (key, there) -> {
              if (there == null) {
                return dead.holds(key, object.uid()) ? null : object;
              }
              before.set(there);
              return isOlder(object, there) ? there : object;
            });
    if (now != null && now.equals(object)) {
      dead.remove(object.key());
      taken(Optional.ofNullable(before.get()), object);
    }
  }

  /** Who declared which field is asked only of objects that somebody of ours declared. */
  private Manifest lean(Manifest object) {
    boolean declared =
        markOf.apply(object).isPresent() && object.at("/metadata/ownerReferences").isEmpty();
    return declared || object.at("/metadata/managedFields").isMissingNode()
        ? object
        : object.with(
            json -> {
              json.withObject("/metadata").remove("managedFields");
              return json;
            });
  }

  private void taken(Optional<Manifest> before, Manifest object) {
    before.ifPresent(one -> unindex(one, object));
    index(object);
    if (before.isEmpty() || !before.get().resourceVersion().equals(object.resourceVersion())) {
      changed.accept(object);
      before.filter(one -> !markOf.apply(one).equals(markOf.apply(object))).ifPresent(changed);
    }
  }

  /** Versions are opaque by contract, but numbers that grow on every server there is. */
  private static boolean isOlder(Manifest object, Manifest than) {
    if (!object.uid().equals(than.uid())) {
      return false;
    }
    try {
      return Long.parseLong(object.resourceVersion()) < Long.parseLong(than.resourceVersion());
    } catch (NumberFormatException _) {
      return false;
    }
  }

  /** Takes in that an object is gone. */
  public void gone(Manifest object) {
    var before = objects.get(object.key());
    if (before == null || !before.uid().equals(object.uid())) {
      return;
    }
    var mark = markOf.apply(before);
    // An answer to a write of ours may still be on its way; it must not bring the object back.
    mark.ifPresent(one -> dead.add(object.key(), object.uid()));
    objects.remove(object.key());
    mark.ifPresent(one -> forget(byMark, one, object.key()));
    owners(before).forEach(uid -> forget(byOwner, uid, object.key()));
    changed.accept(before);
  }

  private void index(Manifest object) {
    markOf.apply(object).ifPresent(mark -> remember(byMark, mark, object.key()));
    owners(object).forEach(uid -> remember(byOwner, uid, object.key()));
  }

  private void unindex(Manifest before, Manifest now) {
    var mark = markOf.apply(before);
    if (!mark.equals(markOf.apply(now))) {
      mark.ifPresent(one -> forget(byMark, one, before.key()));
    }
    owners(before).stream()
        .filter(uid -> !owners(now).contains(uid))
        .forEach(uid -> forget(byOwner, uid, before.key()));
  }

  private static void remember(
      ConcurrentMap<String, Set<ResourceKey>> index, String entry, ResourceKey key) {
    index.compute(
        entry,
        (name, keys) -> {
          var all = keys == null ? ConcurrentHashMap.<ResourceKey>newKeySet() : keys;
          all.add(key);
          return all;
        });
  }

  private static void forget(
      ConcurrentMap<String, Set<ResourceKey>> index, String entry, ResourceKey key) {
    index.computeIfPresent(
        entry,
        (name, keys) -> {
          keys.remove(key);
          return keys.isEmpty() ? null : keys;
        });
  }

  private static List<String> owners(Manifest object) {
    var found = new java.util.ArrayList<String>();
    object.at("/metadata/ownerReferences").forEach(one -> found.add(one.path("uid").asText()));
    return found;
  }

  public Optional<Manifest> find(ResourceKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** The objects that carry the mark. */
  public List<Manifest> marked(String mark) {
    return all(byMark.getOrDefault(mark, Set.of()));
  }

  /** All objects of a kind that is followed, by key. */
  public List<Manifest> ofKind(GroupVersionKind kind) {
    return objects.values().stream()
        .filter(one -> one.gvk().equals(kind))
        .sorted(java.util.Comparator.comparing(Manifest::key))
        .toList();
  }

  public List<Manifest> ownedBy(String uid) {
    return all(byOwner.getOrDefault(uid, Set.of()));
  }

  private List<Manifest> all(Set<ResourceKey> keys) {
    return keys.stream().sorted().flatMap(key -> find(key).stream()).toList();
  }

  /** How many objects are held, for metrics. */
  public Map<GroupVersionKind, Long> counts() {
    return objects.values().stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                Manifest::gvk, java.util.stream.Collectors.counting()));
  }

  @Override
  public void close() {
    watches.values().forEach(one -> one.watch().close());
    watches.clear();
  }
}
