package io.openluffy.kube;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** Who watches {@link InMemoryCluster}, and the events on their way to them. */
final class InMemoryWatches {
  private record Watcher(GroupVersionKind gvk, Optional<String> namespace, WatchListener listener) {
    boolean wants(Manifest object) {
      return object.gvk().equals(gvk)
          && (namespace.isEmpty() || namespace.get().equals(object.namespace()));
    }
  }

  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean delivering = new AtomicBoolean();

  Watch add(
      GroupVersionKind gvk,
      Optional<String> namespace,
      WatchListener listener,
      List<Manifest> there) {
    var watcher = new Watcher(gvk, namespace, listener);
    watchers.add(watcher);
    events.add(
        () -> {
          there.forEach(listener::changed);
          listener.ready();
        });
    return () -> watchers.remove(watcher);
  }

  void relist(BiFunction<GroupVersionKind, Optional<String>, List<Manifest>> list) {
    for (var watcher : watchers) {
      var there = list.apply(watcher.gvk, watcher.namespace);
      events.add(() -> there.forEach(watcher.listener::changed));
    }
  }

  void tell(Manifest object, boolean deleted) {
    for (var watcher : watchers) {
      if (watcher.wants(object)) {
        events.add(
            () -> {
              if (deleted) {
                watcher.listener.deleted(object);
              } else {
                watcher.listener.changed(object);
              }
            });
      }
    }
  }

  /** Hands events to the listeners one after another, on the thread that comes first. */
  void deliver() {
    while (!events.isEmpty() && delivering.compareAndSet(false, true)) {
      try {
        for (var event = events.poll(); event != null; event = events.poll()) {
          event.run();
        }
      } finally {
        delivering.set(false);
      }
    }
  }
}
