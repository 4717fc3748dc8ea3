package io.openluffy.server.wiring;

import io.openluffy.kube.Cluster;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The watches that outlive a cluster. It is itself and nothing else, whatever it holds: who asks
 * for the same cluster again has to find it equal.
 */
final class LateWatches {
  private final Set<LateWatch> open = ConcurrentHashMap.newKeySet();

  void add(LateWatch watch) {
    open.add(watch);
  }

  void remove(LateWatch watch) {
    open.remove(watch);
  }

  void on(Cluster cluster) {
    open.forEach(watch -> watch.on(cluster));
  }

  void off() {
    open.forEach(LateWatch::off);
  }
}
