package io.openluffy.server.wiring;

import io.openluffy.kube.Cluster;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import io.openluffy.kube.Watch;
import io.openluffy.kube.WatchListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A watch that outlives the cluster it began on: when the cluster comes again, it goes on there,
 * and its listener is told of what is gone since.
 */
final class LateWatch implements Watch {
  private final GroupVersionKind kind;
  private final Optional<String> namespace;
  private final WatchListener listener;
  private final Consumer<LateWatch> forget;
  private final Map<ResourceKey, Manifest> known = new HashMap<>();
  private @Nullable Watch inner;
  private boolean closed;
  private int life;

  /**
   * @param forget told when it is closed for good
   */
  LateWatch(
      GroupVersionKind kind,
      Optional<String> namespace,
      WatchListener listener,
      Consumer<LateWatch> forget) {
    this.kind = kind;
    this.namespace = namespace;
    this.listener = listener;
    this.forget = forget;
  }

  /** Begins, or goes on, with this cluster. */
  void on(Cluster cluster) {
    int mine;
    synchronized (this) {
      if (closed) {
        return;
      }
      mine = ++life;
    }
    var begun = cluster.watch(kind, namespace, new Once(mine));
    synchronized (this) {
      if (closed || mine != life) {
        begun.close();
      } else {
        inner = begun;
      }
    }
  }

  /** The cluster is gone, perhaps to come back. */
  void off() {
    Watch old;
    synchronized (this) {
      life++;
      old = inner;
      inner = null;
    }
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    off();
    forget.accept(this);
  }

  /** What is heard from one cluster, as long as it is the one. */
  private final class Once implements WatchListener {
    private final int mine;
    private final Set<ResourceKey> seen = new HashSet<>();
    private boolean complete;

    Once(int mine) {
      this.mine = mine;
    }

    @Override
    public void changed(Manifest object) {
      synchronized (LateWatch.this) {
        if (mine != life) {
          return;
        }
        known.put(object.key(), object);
        if (!complete) {
          seen.add(object.key());
        }
      }
      listener.changed(object);
    }

    @Override
    public void deleted(Manifest object) {
      synchronized (LateWatch.this) {
        if (mine != life) {
          return;
        }
        known.remove(object.key());
      }
      listener.deleted(object);
    }

    @Override
    public void ready() {
      Set<Manifest> gone = new HashSet<>();
      synchronized (LateWatch.this) {
        if (mine != life) {
          return;
        }
        complete = true;
        known.values().removeIf(object -> !seen.contains(object.key()) && gone.add(object));
        seen.clear();
      }
      gone.forEach(listener::deleted);
      listener.ready();
    }
  }
}
