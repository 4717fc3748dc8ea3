package io.openluffy.playground.compared.rollouts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What becomes of StatefulSets. */
final class StatefulStories {
  static final List<String> KINDS = List.of("statefulsets", "controllerrevisions");

  private StatefulStories() {}

  static Map<String, Consumer<Rollout>> all() {
    var all = new LinkedHashMap<String, Consumer<Rollout>>();
    all.put("set-ordered", StatefulStories::ordered);
    all.put("set-parallel", StatefulStories::parallel);
    all.put("set-update", StatefulStories::update);
    all.put("set-update-parallel", StatefulStories::updateParallel);
    all.put("set-broken-update", StatefulStories::brokenUpdate);
    all.put("set-partition", StatefulStories::partition);
    all.put("set-on-delete", StatefulStories::onDelete);
    all.put("set-min-ready", StatefulStories::minReady);
    all.put("set-ordinals", StatefulStories::ordinals);
    all.put("set-history", StatefulStories::history);
    all.put("set-failed-pod", StatefulStories::failedPod);
    return all;
  }

  private static String workload(String more) {
    return """
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {schedulerName: by-hand, terminationGracePeriodSeconds: 0, containers: [{name: web, image: 'web:1'}]}
        %s
        """
        .formatted(more.indent(2));
  }

  private static String image(String image) {
    return "spec: {template: {spec: {containers: [{name: web, image: '%s'}]}}}".formatted(image);
  }

  private static Rollout set(Rollout story, String more) {
    return story.create("statefulsets", workload("serviceName: web\n" + more));
  }

  private static void ordered(Rollout story) {
    set(story, "replicas: 3").ready("web:1", 1).ready("web:1", 1).ready("web:1", 1);
    story.change("statefulsets/web", "spec: {replicas: 1}");
    story.change("statefulsets/web", "spec: {replicas: 2}").unready("web:1", 1);
    story.change("statefulsets/web", "spec: {replicas: 0}");
  }

  private static void parallel(Rollout story) {
    set(story, "replicas: 3\npodManagementPolicy: Parallel").ready("web:1", 2).ready("web:1", 1);
    story.change("statefulsets/web", "spec: {replicas: 1}");
  }

  private static Rollout running(Rollout story, int replicas, String more) {
    set(story, "replicas: " + replicas + "\n" + more);
    for (var i = 0; i < replicas; i++) {
      story.ready("web:1", 1);
    }
    return story;
  }

  private static void update(Rollout story) {
    running(story, 3, "").change("statefulsets/web", image("web:2"));
    story.ready("web:2", 1).ready("web:2", 1).ready("web:2", 1);
    story.change("statefulsets/web", image("web:1")).ready("web:1", 1);
  }

  private static void updateParallel(Rollout story) {
    running(story, 3, "podManagementPolicy: Parallel").change("statefulsets/web", image("web:2"));
    story.ready("web:2", 1).ready("web:2", 1).ready("web:2", 1);
  }

  /** The old template comes back while its successor's first pod is not ready. */
  private static void brokenUpdate(Rollout story) {
    running(story, 2, "").change("statefulsets/web", image("web:2"));
    story.change("statefulsets/web", image("web:1"));
    story.change("statefulsets/web", image("web:3"));
  }

  private static void partition(Rollout story) {
    running(story, 3, "updateStrategy: {rollingUpdate: {partition: 2}}")
        .change("statefulsets/web", image("web:2"));
    story.ready("web:2", 1);
    story.change("statefulsets/web", "spec: {updateStrategy: {rollingUpdate: {partition: 1}}}");
    story.ready("web:2", 1);
    story.change("statefulsets/web", "spec: {updateStrategy: {rollingUpdate: {partition: 0}}}");
    story.ready("web:2", 1);
  }

  private static void onDelete(Rollout story) {
    running(story, 2, "updateStrategy: {type: OnDelete}")
        .change("statefulsets/web", image("web:2"));
    story.delete("pods/web-0", "gracePeriodSeconds: 0").ready("web:2", 1);
    story.delete("pods/web-1", "gracePeriodSeconds: 0").ready("web:2", 1);
  }

  private static void minReady(Rollout story) {
    set(story, "replicas: 2\nminReadySeconds: 1").ready("web:1", 1);
    story.await("web-1").ready("web:1", 1).await("\"availableReplicas\":2");
  }

  private static void ordinals(Rollout story) {
    running(story, 2, "ordinals: {start: 5}");
    story.change("statefulsets/web", "spec: {ordinals: {start: 6}}");
    story.ready("web:1", 1);
  }

  private static void history(Rollout story) {
    running(story, 1, "revisionHistoryLimit: 1");
    for (var image : List.of("web:2", "web:3", "web:4")) {
      story.change("statefulsets/web", image(image)).ready(image, 1);
    }
  }

  private static void failedPod(Rollout story) {
    running(story, 2, "").fail("web:1", 1).ready("web:1", 1);
  }
}
