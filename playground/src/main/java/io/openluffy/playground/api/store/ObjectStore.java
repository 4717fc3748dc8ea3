package io.openluffy.playground.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * All objects of the playground, with one version that every write moves on.
 *
 * <p>Trees that were given to it or came from it are never changed by anybody. Reading and writing
 * happen in memory; {@link #awaitDurable} tells when a write will survive.
 */
public final class ObjectStore implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentHashMap<GroupResource, Shelf> shelves = new ConcurrentHashMap<>();
  private final HistoryBudget histories = new HistoryBudget();
  private final CopyOnWriteArrayList<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final GroupCommit commit;
  private final long firstVersion;
  private volatile long version;

  /** Opens the store on what the storage holds. */
  public ObjectStore(ObjectStorage storage) {
    var contents = storage.load();
    version = Math.max(1, contents.version());
    firstVersion = version;
    contents.objects().forEach(o -> shelf(o.key().type()).objects.put(o.key().position(), o));
    commit = new GroupCommit(storage, version, this::publish);
    commit.start();
  }

  /** The version of the last write. */
  public long version() {
    return version;
  }

  public Optional<ObjectNode> get(ObjectKey key) {
    return find(key).map(StoredObject::tree);
  }

  public Optional<StoredObject> find(ObjectKey key) {
    return Optional.ofNullable(shelf(key.type()).objects.get(key.position()));
  }

  /** The objects of a namespace ("" for all of them), by namespace and name. */
  public List<ObjectNode> list(GroupResource type, String namespace) {
    return shelf(type).in(namespace).stream().map(StoredObject::tree).toList();
  }

  /** Every object of every collection. */
  public List<StoredObject> all() {
    return shelves.values().stream().flatMap(shelf -> shelf.objects.values().stream()).toList();
  }

  /** All objects at one instant, and its version. */
  public Listing listing(GroupResource type, String namespace) {
    lock.lock();
    try {
      return new Listing(version, List.copyOf(shelf(type).in(namespace)));
    } finally {
      lock.unlock();
    }
  }

  /**
   * The objects as they were at an earlier version.
   *
   * @throws io.openluffy.playground.api.status.StatusException 410 when that is forgotten
   */
  public Listing listingAt(GroupResource type, String namespace, long at) {
    var now = listing(type, namespace);
    var changes =
        shelf(type)
            .history
            .between(at, now.version())
            .orElseThrow(() -> StoreErrors.tooOld(at, shelf(type).history.forgotten()));
    if (changes.isEmpty()) {
      return new Listing(at, now.objects());
    }
    var objects = new TreeMap<String, StoredObject>();
    now.objects().forEach(o -> objects.put(o.key().position(), o));
    for (var change : changes.reversed()) {
      if (namespace.isEmpty() || change.key().namespace().equals(namespace)) {
        var position = change.key().position();
        change
            .previous()
            .ifPresentOrElse(p -> objects.put(position, p), () -> objects.remove(position));
      }
    }
    return new Listing(at, List.copyOf(objects.values()));
  }

  /** Makes an object; 409 AlreadyExists when there is one. */
  public StoredObject create(ObjectKey key, ObjectNode tree) {
    lock.lock();
    try {
      if (shelf(key.type()).objects.containsKey(key.position())) {
        throw StoreErrors.alreadyExists(key);
      }
      return write(Change.Kind.ADDED, key, tree, Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Replaces an object. If {@code metadata.resourceVersion} is set, the object must still have it:
   * else 409 Conflict. A tree equal to what is there changes nothing, not even the version.
   */
  public StoredObject update(ObjectKey key, ObjectNode tree) {
    lock.lock();
    try {
      var current = find(key).orElseThrow(() -> StoreErrors.notFound(key));
      var expected = tree.path("metadata").path("resourceVersion").asText();
      if (!expected.isEmpty() && !expected.equals(Long.toString(current.version()))) {
        throw StoreErrors.modified(key);
      }
      if (Trees.same(Trees.withVersion(tree, current.version()), current.tree())) {
        return current;
      }
      return write(Change.Kind.MODIFIED, key, tree, Optional.of(current));
    } finally {
      lock.unlock();
    }
  }

  /** Replaces an object if it is still the expected one; empty when it is not. */
  public Optional<StoredObject> replace(StoredObject expected, ObjectNode tree) {
    lock.lock();
    try {
      var isSame = find(expected.key()).filter(o -> o.version() == expected.version()).isPresent();
      return isSame
          ? Optional.of(write(Change.Kind.MODIFIED, expected.key(), tree, Optional.of(expected)))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Removes an object, whatever its finalizers say; 404 when it is not there. */
  public StoredObject delete(ObjectKey key) {
    lock.lock();
    try {
      var current = find(key).orElseThrow(() -> StoreErrors.notFound(key));
      return write(Change.Kind.DELETED, key, current.tree(), Optional.of(current));
    } finally {
      lock.unlock();
    }
  }

  /** Removes an object if it is still the expected one; empty when it is not. */
  public Optional<StoredObject> remove(StoredObject expected, ObjectNode lastState) {
    lock.lock();
    try {
      var isSame = find(expected.key()).filter(o -> o.version() == expected.version()).isPresent();
      return isSame
          ? Optional.of(
              write(Change.Kind.DELETED, expected.key(), lastState, Optional.of(expected)))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private StoredObject write(
      Change.Kind kind, ObjectKey key, ObjectNode tree, Optional<StoredObject> previous) {
    var next = version + 1;
    var after = new StoredObject(key, next, Trees.withVersion(tree, next));
    var change = new Change(kind, after, previous);
    var shelf = shelf(key.type());
    if (kind == Change.Kind.DELETED) {
      shelf.objects.remove(key.position());
    } else {
      shelf.objects.put(key.position(), after);
    }
    histories.add(shelf.history, change);
    version = next;
    commit.add(change);
    listeners.forEach(listener -> listener.accept(change));
    return after;
  }

  /**
   * Calls the listener at every write, on the writing thread and in order of versions. It must be
   * quick and must not write: it takes a note and works later. It hears of writes before they are
   * durable; what it writes because of them becomes durable after them.
   */
  public Subscription subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Reads the changes of a collection after a version, once they are durable.
   *
   * @throws io.openluffy.playground.api.status.StatusException 410 when they are forgotten
   */
  public Feed feed(GroupResource type, long after) {
    var forgotten = shelf(type).history.forgotten();
    if (after < forgotten) {
      throw StoreErrors.tooOld(after, forgotten);
    }
    return new Feed(this, type, after);
  }

  /** Waits until a version survives a kill; false when it does not by then. */
  public boolean awaitDurable(long wanted, Duration atMost) {
    return commit.await(wanted, atMost);
  }

  long durableVersion() {
    return commit.durable();
  }

  Shelf shelf(GroupResource type) {
    return shelves.computeIfAbsent(type, t -> new Shelf(firstVersion));
  }

  private void publish(List<Change> batch) {
    var last = batch.getLast().version();
    batch.stream().map(c -> c.key().type()).distinct().forEach(t -> shelf(t).publish(last));
  }

  /** Stores what is not stored yet. */
  @Override
  public void close() {
    commit.close();
  }
}
