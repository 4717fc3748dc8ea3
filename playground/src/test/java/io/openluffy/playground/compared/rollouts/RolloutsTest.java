package io.openluffy.playground.compared.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;
import io.openluffy.playground.FreshPlayground;
import io.openluffy.playground.compared.requests.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@AgainstRealApi
final class RolloutsTest {
  /** They wait more than they work. */
  private static final int AT_ONCE = 12;

  private final RealApi api;
  @TempDir private Path home;

  RolloutsTest(RealApi api) {
    this.api = api;
  }

  @Test
  void workloadsTurnOutAsWithTheRealControllers() throws Exception {
    var trouble = new ArrayList<String>();
    try (var playground = FreshPlayground.in(home);
        var theirs = Peer.of(api.kubeconfig());
        var ours = Peer.of(playground.kubeconfig());
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var told = new LinkedHashMap<String, Future<?>>();
      var run = Long.toString(System.nanoTime() & 0xffffff, 36);
      kinds()
          .forEach(
              (kinds, stories) ->
                  stories.forEach(
                      (name, story) -> {
                        var rollout = new Rollout(theirs, ours, name + "-" + run, kinds);
                        told.put(name, threads.submit(() -> tell(story, rollout)));
                      }));
      for (var story : told.entrySet()) {
        try {
          story.getValue().get();
        } catch (ExecutionException e) {
          trouble.add(story.getKey() + ": " + e.getCause());
        }
      }
      System.out.printf("%d rollouts compared, %d differ%n", told.size(), trouble.size());
    }
    assertThat(trouble).isEmpty();
  }

  private static Map<List<String>, Map<String, Consumer<Rollout>>> kinds() {
    var all = new LinkedHashMap<List<String>, Map<String, Consumer<Rollout>>>();
    all.put(DeploymentStories.KINDS, DeploymentStories.all());
    all.put(StatefulStories.KINDS, StatefulStories.all());
    all.put(DaemonStories.KINDS, DaemonStories.all());
    all.put(JobStories.KINDS, JobStories.all());
    all.put(CronStories.KINDS, CronStories.all());
    return all;
  }

  private static void tell(Consumer<Rollout> story, Rollout rollout) {
    rollout.open();
    try {
      story.accept(rollout);
      rollout.compareWhatWasSeen();
    } finally {
      rollout.close();
    }
  }
}
