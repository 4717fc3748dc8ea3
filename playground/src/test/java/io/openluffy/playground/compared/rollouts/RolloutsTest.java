package io.openluffy.playground.compared.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.ground.AgainstRealApi;
import io.openluffy.ground.RealApi;
import io.openluffy.playground.FreshPlayground;
import io.openluffy.playground.compared.requests.Peer;
import java.nio.file.Path;
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

  private record Told(List<String> kinds, Consumer<Rollout> story) {}

  @Test
  void workloadsTurnOutAsWithTheRealControllers() throws Exception {
    try (var playground = FreshPlayground.in(home);
        var theirs = Peer.of(api.kubeconfig());
        var ours = Peer.of(playground.kubeconfig())) {
      var all = stories();
      var differing = tell(all, AT_ONCE, theirs, ours).keySet();
      // Stories have deadlines of seconds: what a machine was too busy for is told once more,
      // alone.
      var again = new LinkedHashMap<String, Told>();
      differing.forEach(name -> again.put(name, all.get(name)));
      var trouble = tell(again, 1, theirs, ours);
      System.out.printf(
          "%d rollouts compared, %d told twice, %d differ%n",
          all.size(), again.size(), trouble.size());
      assertThat(trouble).isEmpty();
    }
  }

  /** What is wrong, by the name of the story. */
  private static Map<String, String> tell(
      Map<String, Told> stories, int atOnce, Peer theirs, Peer ours) throws InterruptedException {
    var run = Long.toString(System.nanoTime() & 0xffffff, 36);
    var trouble = new LinkedHashMap<String, String>();
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      var running = new LinkedHashMap<String, Future<?>>();
      stories.forEach(
          (name, told) -> {
            var rollout = new Rollout(theirs, ours, name + "-" + run, told.kinds());
            running.put(name, threads.submit(() -> tell(told.story(), rollout)));
          });
      for (var story : running.entrySet()) {
        try {
          story.getValue().get();
        } catch (ExecutionException e) {
          trouble.put(story.getKey(), String.valueOf(e.getCause()));
        }
      }
    }
    return trouble;
  }

  private static Map<String, Told> stories() {
    var all = new LinkedHashMap<String, Told>();
    kinds()
        .forEach(
            (kinds, stories) ->
                stories.forEach((name, story) -> all.put(name, new Told(kinds, story))));
    return all;
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
