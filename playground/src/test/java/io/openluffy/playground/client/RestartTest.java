package io.openluffy.playground.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.ApplyOptions;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.KubeConnections;
import io.openluffy.kube.KubeProblems;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.WatchListener;
import io.openluffy.playground.FreshPlayground;
import io.openluffy.playground.Playground;
import io.openluffy.playground.api.store.InMemoryObjectStorage;
import io.openluffy.playground.api.store.ObjectStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A playground that stops and starts in one process, and the clients that see it happen. */
class RestartTest {
  private static final GroupVersionKind CONFIG_MAP = GroupVersionKind.of("v1", "ConfigMap");

  @TempDir Path home;
  private final ObjectStorage storage = new InMemoryObjectStorage();

  private Playground start(ObjectStorage on, int kubePort, int ingressPort) {
    return FreshPlayground.in(home, on, kubePort, ingressPort);
  }

  private static Manifest map(String value) {
    return Manifest.of(
        Json.tree(
            """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","namespace":"default"},"data":{"a":"%s"}}
            """
                .formatted(value)));
  }

  private static WatchListener telling(LinkedBlockingQueue<String> seen) {
    return new WatchListener() {
      @Override
      public void changed(Manifest object) {
        if (object.name().equals("m")) {
          seen.add(object.text("/data/a"));
          if (object.text("/data/a").equals("bad")) {
            throw new IllegalStateException("a listener that fails");
          }
        }
      }

      @Override
      public void deleted(Manifest object) {
        if (object.name().equals("m")) {
          seen.add("gone");
        }
      }
    };
  }

  private static String next(LinkedBlockingQueue<String> seen) throws InterruptedException {
    return String.valueOf(seen.poll(60, TimeUnit.SECONDS));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void closingFreesThePortsAndStartingAgainGoesOn() throws Exception {
    var first = start(storage, 0, 0);
    var kube = first.kubePort();
    var ingress = first.ingressPort();
    var seen = new LinkedBlockingQueue<String>();
    try (var cluster = KubeConnections.kubeconfig("c", first.kubeconfig(), Optional.empty())) {
      var before = cluster.apply(map("1"), ApplyOptions.forced());
      var watch = cluster.watch(CONFIG_MAP, Optional.of("default"), telling(seen));
      assertThat(next(seen)).isEqualTo("1");

      first.close();
      first.close();
      assertThat(isFree(kube)).isTrue();
      assertThat(isFree(ingress)).isTrue();
      assertThat(unreachable(() -> cluster.get(before.key()))).isTrue();

      try (var second = start(storage, kube, ingress)) {
        assertThat(second.kubePort()).isEqualTo(kube);
        var after = cluster.apply(map("2"), ApplyOptions.forced());
        assertThat(next(seen)).isEqualTo("2");
        assertThat(Long.parseLong(after.resourceVersion()))
            .isGreaterThan(Long.parseLong(before.resourceVersion()));
        watch.close();
      }
    }
  }

  @Test
  void aWatchFollowsAServerThatWasSetBack() throws Exception {
    var first = start(storage, 0, 0);
    var kube = first.kubePort();
    var seen = new LinkedBlockingQueue<String>();
    try (var cluster = KubeConnections.kubeconfig("c", first.kubeconfig(), Optional.empty())) {
      for (var i = 0; i < 500; i++) {
        cluster.apply(map("" + i), ApplyOptions.forced());
      }
      var watch = cluster.watch(CONFIG_MAP, Optional.of("default"), telling(seen));
      assertThat(next(seen)).isEqualTo("499");

      first.close();
      try (var empty = start(new InMemoryObjectStorage(), kube, 0)) {
        assertThat(empty.kubePort()).isEqualTo(kube);
        assertThat(next(seen)).isEqualTo("gone");
        cluster.apply(map("new"), ApplyOptions.forced());
        assertThat(next(seen)).isEqualTo("new");
      }
      watch.close();
    }
  }

  @Test
  void aListenerThatFailsHearsOfWhatComesNext() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    try (var playground = start(storage, 0, 0);
        var cluster = KubeConnections.kubeconfig("c", playground.kubeconfig(), Optional.empty())) {
      var watch = cluster.watch(CONFIG_MAP, Optional.of("default"), telling(seen));

      cluster.apply(map("bad"), ApplyOptions.forced());
      assertThat(next(seen)).isEqualTo("bad");
      cluster.apply(map("good"), ApplyOptions.forced());
      assertThat(next(seen)).isEqualTo("good");
      watch.close();
    }
  }

  private static boolean unreachable(Runnable call) {
    try {
      call.run();
      return false;
    } catch (ProblemException e) {
      return KubeProblems.is(e, KubeProblems.UNREACHABLE);
    }
  }
}
