package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.spec.DestinationSpec;
import io.openluffy.application.target.TrackingRules;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.Clusters;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The clusters that applications go to, each with its picture of live objects. */
final class Destinations implements AutoCloseable {
  private final Clusters clusters;
  private final Rivals rivals;
  private final Consumer<ApplicationName> noticed;
  private final Consumer<ApplicationName> touched;
  private final Map<Cluster, LiveObjects> live = new ConcurrentHashMap<>();

  /**
   * @param noticed told of the application of each object that changed
   * @param touched told of each application that is to be looked at
   */
  Destinations(
      Clusters clusters,
      Rivals rivals,
      Consumer<ApplicationName> noticed,
      Consumer<ApplicationName> touched) {
    this.noticed = noticed;
    this.clusters = clusters;
    this.rivals = rivals;
    this.touched = touched;
  }

  LiveObjects control() {
    return of(clusters.control());
  }

  LiveObjects of(Cluster cluster) {
    return live.computeIfAbsent(
        cluster,
        one -> new LiveObjects(one, TrackingRules::instance, object -> changed(one, object)));
  }

  private void changed(Cluster cluster, Manifest object) {
    if (cluster.equals(clusters.control())) {
      inControl(object);
    }
    TrackingRules.instance(object)
        .map(TrackingRules::application)
        .ifPresent(
            name -> {
              noticed.accept(name);
              touched.accept(name);
            });
  }

  private void inControl(Manifest object) {
    if (object.gvk().equals(ApplicationResources.KIND)) {
      touched.accept(ApplicationResources.name(object));
    } else if (object.gvk().equals(Projects.KIND) || rivals.changed(object, control())) {
      control().ofKind(ApplicationResources.KIND).stream()
          .map(ApplicationResources::name)
          .forEach(touched);
    }
  }

  java.util.Optional<LiveObjects> find(DestinationSpec destination) {
    return clusters.find(destination.server(), destination.name()).map(this::of);
  }

  static Problem unknown(ApplicationName name, DestinationSpec destination) {
    var wanted = destination.server().isEmpty() ? destination.name() : destination.server();
    return Problem.user(
        "application.unknown-cluster",
        "There is no cluster '" + wanted + "'.",
        Where.of("Application " + name).field("spec.destination"),
        "Register it, or use https://kubernetes.default.svc for this one.");
  }

  @Override
  public void close() {
    live.values().forEach(LiveObjects::close);
  }
}
