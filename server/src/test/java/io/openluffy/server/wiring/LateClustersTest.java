package io.openluffy.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.DeleteOptions;
import io.openluffy.kube.FixedClusters;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.InMemoryCluster;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.WatchListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The playground goes with leadership, and comes again with it. */
class LateClustersTest {
  private static final GroupVersionKind KIND = GroupVersionKind.of("v1", "ConfigMap");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final LateClusters clusters = new LateClusters();
  private final List<String> heard = new ArrayList<>();

  @Test
  void aWatchGoesOnWhenTheClusterComesAgainAndHearsWhatIsGone() {
    var first = new InMemoryCluster(clock);
    first.create(map("stays"));
    first.create(map("goes"));
    clusters.arrived(new FixedClusters(first));
    try (var watch = clusters.control().watch(KIND, Optional.empty(), listener())) {
      assertThat(heard).containsExactlyInAnyOrder("stays", "goes", "ready");

      clusters.gone();
      heard.clear();
      first.create(map("unseen"));
      var second = new InMemoryCluster(clock);
      second.create(map("stays"));
      second.create(map("new"));
      clusters.arrived(new FixedClusters(second));

      assertThat(heard).containsExactlyInAnyOrder("stays", "new", "-goes", "ready");
      second.delete(map("new").key(), DeleteOptions.background());
      assertThat(heard).contains("-new");
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aWatchThatWasClosedStaysClosed() {
    clusters.arrived(new FixedClusters(new InMemoryCluster(clock)));
    clusters.control().watch(KIND, Optional.empty(), listener()).close();
    heard.clear();
    clusters.gone();
    var again = new InMemoryCluster(clock);
    again.create(map("new"));

    clusters.arrived(new FixedClusters(again));

    assertThat(heard).isEmpty();
  }

  @Test
  void itStaysTheSameClusterWhateverIsWatched() {
    clusters.arrived(new FixedClusters(new InMemoryCluster(clock)));
    var before = clusters.control().hashCode();
    try (var watch = clusters.control().watch(KIND, Optional.empty(), listener())) {
      assertThat(clusters.control().hashCode()).as("it is a key of maps").isEqualTo(before);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void withoutAClusterItIsSaidWhoHasIt() {
    clusters.arrived(new FixedClusters(new InMemoryCluster(clock)));
    clusters.gone();

    assertThatThrownBy(() -> clusters.control().get(KIND, "default", "x"))
        .hasMessageContaining("The playground runs in another server");
  }

  private WatchListener listener() {
    return new WatchListener() {
      @Override
      public void changed(Manifest object) {
        heard.add(object.name());
      }

      @Override
      public void deleted(Manifest object) {
        heard.add("-" + object.name());
      }

      @Override
      public void ready() {
        heard.add("ready");
      }
    };
  }

  private static Manifest map(String name) {
    return Manifest.of(
        Json.tree(
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"namespace\":\"default\","
                + "\"name\":\""
                + name
                + "\"}}"));
  }
}
