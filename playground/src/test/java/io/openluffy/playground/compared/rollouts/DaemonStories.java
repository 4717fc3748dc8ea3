package io.openluffy.playground.compared.rollouts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What becomes of DaemonSets. */
final class DaemonStories {
  static final List<String> KINDS = List.of("daemonsets", "controllerrevisions");

  private DaemonStories() {}

  static Map<String, Consumer<Rollout>> all() {
    var all = new LinkedHashMap<String, Consumer<Rollout>>();
    all.put("daemons", DaemonStories::rolling);
    all.put("daemons-on-delete", DaemonStories::onDelete);
    all.put("daemons-surge", DaemonStories::surge);
    all.put("daemons-nowhere", DaemonStories::nowhere);
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
    return story.create("daemonsets", workload(more));
  }

  private static void rolling(Rollout story) {
    set(story, "").ready("web:1", 1);
    story.change("daemonsets/web", image("web:2")).ready("web:2", 1);
    story.change("daemonsets/web", image("web:3"));
    story.change("daemonsets/web", image("web:1")).ready("web:1", 1).unready("web:1", 1);
  }

  private static void onDelete(Rollout story) {
    set(story, "updateStrategy: {type: OnDelete}").ready("web:1", 1);
    story.change("daemonsets/web", image("web:2"));
  }

  private static void surge(Rollout story) {
    set(story, "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}")
        .ready("web:1", 1)
        .later();
    story.change("daemonsets/web", image("web:2")).ready("web:2", 1);
  }

  private static void nowhere(Rollout story) {
    set(story, "minReadySeconds: 1").ready("web:1", 1).await("\"numberAvailable\":1");
    story.change("daemonsets/web", "spec: {template: {spec: {nodeSelector: {there: is-none}}}}");
  }
}
