package io.openluffy.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.Patience;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.Watch;
import io.openluffy.kube.WatchListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What came, got ready and went in a namespace, in the order in which the cluster did it. */
final class Diary implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final List<Watch> watches = new ArrayList<>();

  /** Each line with the version of the cluster's content at which it became true. */
  private final Map<String, Long> lines = new ConcurrentHashMap<>();

  Diary(Cluster cluster, String namespace, List<GroupVersionKind> kinds) {
    for (var kind : kinds) {
      var ready = new CountDownLatch(1);
      watches.add(cluster.watch(kind, Optional.of(namespace), listener(ready)));
      try {
        assertThat(ready.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private WatchListener listener(CountDownLatch ready) {
    return new WatchListener() {
      @Override
      public void changed(Manifest object) {
        note(object, "came");
        if (isReady(object)) {
          note(object, "ready");
        }
      }

      @Override
      public void deleted(Manifest object) {
        note(object, "went");
      }

      @Override
      public void ready() {
        ready.countDown();
      }
    };
  }

  private void note(Manifest object, String what) {
    var line = object.kind() + " " + object.name() + " " + what;
    lines.putIfAbsent(line, Long.parseLong(object.resourceVersion()));
  }

  private static boolean isReady(Manifest object) {
    return object.at("/status/readyReplicas").asInt() > 0
        || object.at("/status/succeeded").asInt() > 0
        || object.at("/status/failed").asInt() > 0;
  }

  /** Waits until all that is there, and finds it to have been in this order. */
  void tells(String... wanted) {
    Patience.until(
        "all that is to be told",
        LIMIT,
        () -> Optional.of(true).filter(any -> lines.keySet().containsAll(List.of(wanted))),
        () -> "; there is " + inOrder());
    assertThat(inOrder()).containsSubsequence(wanted);
  }

  List<String> inOrder() {
    return lines.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
