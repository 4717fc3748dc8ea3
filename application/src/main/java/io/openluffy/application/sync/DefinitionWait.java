package io.openluffy.application.sync;

import io.openluffy.kube.Cluster;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.WatchListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until a definition that was just applied is established, for its first objects. */
final class DefinitionWait {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Cluster cluster;

  DefinitionWait(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Goes on when it takes too long: the objects then say that their kind is unknown. */
  void await(Manifest applied) {
    if (!applied.gvk().groupKind().equals("apiextensions.k8s.io/CustomResourceDefinition")) {
      return;
    }
    cluster.types().refresh();
    if (isServed(applied)) {
      return;
    }
    var established = new CountDownLatch(1);
    try (var _ = cluster.watch(applied.gvk(), Optional.empty(), listener(applied, established))) {
      established.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private WatchListener listener(Manifest applied, CountDownLatch established) {
    return new WatchListener() {
      @Override
      public void changed(Manifest object) {
        if (object.name().equals(applied.name()) && isEstablished(object)) {
          cluster.types().established(object);
          established.countDown();
        }
      }

      @Override
      public void deleted(Manifest object) {}
    };
  }

  private static boolean isEstablished(Manifest definition) {
    return definition
        .at("/status/conditions")
        .valueStream()
        .anyMatch(
            one ->
                one.path("type").asText().equals("Established")
                    && one.path("status").asText().equals("True"));
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
