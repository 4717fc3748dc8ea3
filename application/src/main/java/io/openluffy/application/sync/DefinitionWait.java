package io.openluffy.application.sync;

import io.openluffy.kube.Cluster;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import java.time.Duration;

/** Waits a moment until a definition that was just applied is served, for its first objects. */
final class DefinitionWait {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final int STEPS = 60;

  private final Cluster cluster;

  DefinitionWait(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Goes on when it takes too long: the objects then say that their kind is unknown. */
  void await(Manifest applied) {
    if (!applied.gvk().groupKind().equals("apiextensions.k8s.io/CustomResourceDefinition")) {
      return;
    }
    for (int step = 0; step < STEPS && !isServed(applied); step++) {
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      cluster.types().refresh();
    }
  }

  private boolean isServed(Manifest definition) {
    for (var version : definition.at("/spec/versions")) {
      var kind =
          new GroupVersionKind(
              definition.text("/spec/group"),
              version.path("name").asText(),
              definition.text("/spec/names/kind"));
      if (version.path("served").asBoolean() && cluster.types().find(kind).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
