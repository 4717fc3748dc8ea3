package io.openluffy.playground.compared.rollouts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What becomes of Deployments and their ReplicaSets. */
final class DeploymentStories {
  static final List<String> KINDS = List.of("deployments", "replicasets");

  private DeploymentStories() {}

  static Map<String, Consumer<Rollout>> all() {
    var all = new LinkedHashMap<String, Consumer<Rollout>>();
    all.put("progress", DeploymentStories::progress);
    all.put("update", DeploymentStories::update);
    all.put("undo", DeploymentStories::undo);
    all.put("undo-halfway", DeploymentStories::undoHalfway);
    all.put("change-over", DeploymentStories::changeOver);
    all.put("surge-none", story -> bounded(story, "0", "1"));
    all.put("surge-all", story -> bounded(story, "100%", "0"));
    all.put("surge-odd", story -> bounded(story, "30%", "35%"));
    all.put("all-at-once", story -> bounded(story, "0", "100%"));
    all.put("recreate", DeploymentStories::recreate);
    all.put("pause", DeploymentStories::pause);
    all.put("paused-at-birth", DeploymentStories::pausedAtBirth);
    all.put("scale", DeploymentStories::scale);
    all.put("scale-halfway", DeploymentStories::scaleHalfway);
    all.put("scale-paused", DeploymentStories::scalePaused);
    all.put("to-zero", DeploymentStories::toZero);
    all.put("deadline", DeploymentStories::deadline);
    all.put("deadline-of-first", DeploymentStories::deadlineOfFirst);
    all.put("min-ready", DeploymentStories::minReady);
    all.put("degraded", DeploymentStories::degraded);
    all.put("history", DeploymentStories::history);
    all.put("annotated", DeploymentStories::annotated);
    all.put("orphaned", DeploymentStories::orphaned);
    all.put("foreground", DeploymentStories::foreground);
    all.put("lone-set", DeploymentStories::loneSet);
    all.put("adopted-pods", DeploymentStories::adoptedPods);
    all.put("finished-pods", DeploymentStories::finishedPods);
    all.put("no-deadline", DeploymentStories::noDeadline);
    all.put("quota", DeploymentStories::quota);
    return all;
  }

  static String deployment(int replicas, String more) {
    return """
        metadata: {name: web}
        spec:
          replicas: %d
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {schedulerName: by-hand, terminationGracePeriodSeconds: 0, containers: [{name: web, image: 'web:1'}]}
        %s
        """
        .formatted(replicas, more.indent(2));
  }

  private static String image(String image) {
    return "spec: {template: {spec: {containers: [{name: web, image: '%s'}]}}}".formatted(image);
  }

  private static Rollout running(Rollout story, int replicas, String more) {
    return story.create("deployments", deployment(replicas, more)).ready("web:1", replicas);
  }

  private static void progress(Rollout story) {
    story
        .create("deployments", deployment(3, ""))
        .ready("web:1", 1)
        .ready("web:1", 1)
        .ready("web:1", 1)
        .change("deployments/web", "metadata: {labels: {looked: at}}");
  }

  private static void update(Rollout story) {
    running(story, 4, "").change("deployments/web", image("web:2"));
    for (var i = 0; i < 4; i++) {
      story.ready("web:2", 1);
    }
  }

  private static void undo(Rollout story) {
    running(story, 2, "").change("deployments/web", image("web:2"));
    story.ready("web:2", 1).ready("web:2", 1);
    story.change("deployments/web", image("web:1"));
    story.ready("web:1", 1).ready("web:1", 1);
    story.change("deployments/web", image("web:2"));
  }

  private static void undoHalfway(Rollout story) {
    running(story, 4, "").change("deployments/web", image("web:2"));
    story.ready("web:2", 1).change("deployments/web", image("web:1"));
    story.ready("web:1", 1);
  }

  /** A third template before the second is through. */
  private static void changeOver(Rollout story) {
    running(story, 5, "").change("deployments/web", image("web:2"));
    story.ready("web:2", 1).change("deployments/web", image("web:3"));
    for (var i = 0; i < 5; i++) {
      story.ready("web:3", 1);
    }
  }

  private static void bounded(Rollout story, String surge, String unavailable) {
    var bounds =
        "strategy: {rollingUpdate: {maxSurge: %s, maxUnavailable: %s}}"
            .formatted(surge, unavailable);
    running(story, 5, bounds).change("deployments/web", image("web:2"));
    for (var i = 0; i < 5; i++) {
      story.ready("web:2", 1);
    }
  }

  private static void recreate(Rollout story) {
    running(story, 3, "strategy: {type: Recreate}").change("deployments/web", image("web:2"));
    story.ready("web:2", 2).ready("web:2", 1);
  }

  private static void pause(Rollout story) {
    running(story, 4, "").change("deployments/web", image("web:2"));
    story.change("deployments/web", "spec: {paused: true}").ready("web:2", 1);
    story.change("deployments/web", "spec: {paused: false}").ready("web:2", 1);
  }

  private static void pausedAtBirth(Rollout story) {
    story
        .create("deployments", deployment(2, "paused: true"))
        .change("deployments/web", image("web:2"))
        .change("deployments/web", "spec: {paused: null}")
        .ready("web:2", 2);
  }

  private static void scale(Rollout story) {
    running(story, 2, "").change("deployments/web", "spec: {replicas: 4}");
    story.ready("web:1", 2).change("deployments/web", "spec: {replicas: 1}");
  }

  private static void scaleHalfway(Rollout story) {
    running(story, 10, "").change("deployments/web", image("web:2"));
    story.ready("web:2", 2).change("deployments/web", "spec: {replicas: 17}");
    story.ready("web:2", 1);
  }

  private static void scalePaused(Rollout story) {
    running(story, 6, "").change("deployments/web", image("web:2"));
    story.change("deployments/web", "spec: {paused: true}");
    story.change("deployments/web", "spec: {replicas: 12}");
    story.change("deployments/web", "spec: {replicas: 3}");
    story.change("deployments/web", "spec: {paused: false}");
  }

  private static void toZero(Rollout story) {
    running(story, 2, "").change("deployments/web", "spec: {replicas: 0}");
    story.change("deployments/web", image("web:2"));
    story.change("deployments/web", "spec: {replicas: 1}").ready("web:2", 1);
  }

  private static void deadline(Rollout story) {
    running(story, 2, "progressDeadlineSeconds: 2").change("deployments/web", image("web:2"));
    story.await("ProgressDeadlineExceeded");
    story.change("deployments/web", image("web:1"));
    story.change("deployments/web", image("web:3")).ready("web:3", 1).ready("web:3", 1);
  }

  private static void deadlineOfFirst(Rollout story) {
    story
        .create("deployments", deployment(1, "progressDeadlineSeconds: 1"))
        .await("ProgressDeadlineExceeded")
        .ready("web:1", 1);
  }

  private static void minReady(Rollout story) {
    story.create("deployments", deployment(1, "minReadySeconds: 2")).ready("web:1", 1);
    story.await("NewReplicaSetAvailable");
    story.change("deployments/web", image("web:2")).ready("web:2", 1);
    story
        .await("web-<2>\\\" has successfully")
        .change("deployments/web", "spec: {minReadySeconds: 0}");
  }

  private static void degraded(Rollout story) {
    running(story, 3, "").unready("web:1", 1).unready("web:1", 1).ready("web:1", 2);
  }

  private static void history(Rollout story) {
    running(story, 1, "revisionHistoryLimit: 1");
    for (var image : List.of("web:2", "web:3", "web:4")) {
      story.change("deployments/web", image(image)).ready(image, 1);
    }
    story.change("deployments/web", "spec: {revisionHistoryLimit: 0}");
  }

  private static void annotated(Rollout story) {
    running(story, 1, "")
        .change("deployments/web", "metadata: {annotations: {kubernetes.io/change-cause: first}}");
    story.change(
        "deployments/web",
        """
        metadata: {annotations: {kubernetes.io/change-cause: second}}
        spec: {template: {spec: {containers: [{name: web, image: 'web:2'}]}}}
        """);
    story.ready("web:2", 1).change("deployments/web", "metadata: {annotations: {more: said}}");
  }

  private static void orphaned(Rollout story) {
    running(story, 2, "").delete("deployments/web", "propagationPolicy: Orphan");
    story.create("deployments", deployment(2, ""));
  }

  private static void foreground(Rollout story) {
    running(story, 2, "").delete("deployments/web", "propagationPolicy: Foreground");
  }

  private static String set(int replicas) {
    return deployment(replicas, "");
  }

  private static void loneSet(Rollout story) {
    story.create("replicasets", set(2)).ready("web:1", 1).ready("web:1", 1);
    story.change("replicasets/web", "spec: {replicas: 3, minReadySeconds: 1}");
    story
        .change("replicasets/web", image("web:2"))
        .change("replicasets/web", "spec: {replicas: 1}");
    story.delete("replicasets/web", "propagationPolicy: Orphan");
    story.create("replicasets", set(2));
  }

  private static void adoptedPods(Rollout story) {
    story.create(
        "pods",
        """
        metadata: {name: alone, labels: {app: web}}
        spec: {schedulerName: by-hand, containers: [{name: web, image: 'web:1'}]}
        """);
    story.create("replicasets", set(2));
    // A pod that is of the set no more is let go, and replaced.
    story.change("pods/alone", "metadata: {labels: {app: other}}");
  }

  private static void finishedPods(Rollout story) {
    story.create("replicasets", set(2)).fail("web:1", 1).ready("web:1", 2);
  }

  private static void noDeadline(Rollout story) {
    running(story, 1, "progressDeadlineSeconds: 2147483647")
        .change("deployments/web", image("web:2"))
        .ready("web:2", 1);
  }

  /** Pods are refused until there is room for them. */
  private static void quota(Rollout story) {
    story
        .create("resourcequotas", "metadata: {name: few}\nspec: {hard: {pods: '1'}}")
        .awaitThere("resourcequotas/few/status", "\"used\"")
        .create("deployments", deployment(3, ""))
        .await("ReplicaFailure")
        .ready("web:1", 1)
        .change("resourcequotas/few", "spec: {hard: {pods: '5'}}")
        .awaitNo("ReplicaFailure")
        .ready("web:1", 2);
  }
}
