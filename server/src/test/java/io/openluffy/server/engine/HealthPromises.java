package io.openluffy.server.engine;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How objects say that they are well, or not. */
interface HealthPromises extends OnEngine {
  @Test
  default void everyKindTellsHowItIs() {
    var scene = scene();
    scene.clearsAway("", "PersistentVolume", scene.namespace);
    var files = new HashMap<String, String>();
    files.put("well.yaml", OnEngine.deployment("well", "well", ""));
    files.put("ill.yaml", OnEngine.deployment("ill", "ill", "no-image"));
    files.put(
        "paused.yaml",
        OnEngine.deployment("paused", "paused", "")
            .replace("spec:\n  p", "spec:\n  paused: true\n  p"));
    files.put("done.yaml", OnEngine.job("done", "runs=100ms", "{}"));
    files.put("failed.yaml", OnEngine.job("failed", "fail,runs=100ms", "{}"));
    files.put(
        "later.yaml",
        OnEngine.job("later", "", "{}").replace("spec:\n  b", "spec:\n  suspend: true\n  b"));
    files.put("store.yaml", set("StatefulSet", "store", ""));
    files.put("stuck.yaml", set("StatefulSet", "stuck", "unready"));
    files.put("agent.yaml", set("DaemonSet", "agent", ""));
    files.put("runs.yaml", pod("runs", ""));
    files.put("crashes.yaml", pod("crashes", "crash"));
    files.put("claim.yaml", claim(scene.namespace));
    scene.push(files).application(Scene.AUTOMATED);

    var expected = new TreeMap<String, Health>();
    expected.put("Deployment well", Health.HEALTHY);
    expected.put("Deployment ill", Health.DEGRADED);
    expected.put("Deployment paused", Health.SUSPENDED);
    expected.put("Job done", Health.HEALTHY);
    expected.put("Job failed", Health.DEGRADED);
    expected.put("Job later", Health.SUSPENDED);
    expected.put("StatefulSet store", Health.HEALTHY);
    expected.put("StatefulSet stuck", Health.PROGRESSING);
    expected.put("DaemonSet agent", Health.HEALTHY);
    expected.put("Pod runs", Health.HEALTHY);
    expected.put("Pod crashes", Health.DEGRADED);
    expected.put("PersistentVolumeClaim data", Health.HEALTHY);
    scene.becomes("as each plays", one -> states(one).equals(expected));
    scene.becomes("as ill as its worst", one -> one.health() == Health.DEGRADED);
  }

  private static Map<String, Health> states(ApplicationView view) {
    var states = new TreeMap<String, Health>();
    for (var one : view.resources()) {
      one.health()
          .ifPresent(it -> states.put(one.key().kind() + " " + one.key().name(), it.health()));
    }
    return states;
  }

  private static String set(String kind, String name, String play) {
    return OnEngine.deployment(name, name, play)
        .replace("kind: Deployment", "kind: " + kind)
        .replace(
            "  progressDeadlineSeconds: 600\n",
            kind.equals("StatefulSet") ? "  serviceName: " + name + "\n" : "");
  }

  private static String pod(String name, String play) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, annotations: {openluffy.io/play: '%s'}}
    spec: {terminationGracePeriodSeconds: 0, containers: [{name: app, image: 'example.org/app:1'}]}
    """
        .formatted(name, play);
  }

  /** With the volume that it is to get: there is nobody who makes one. */
  private static String claim(String namespace) {
    return """
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: %1$s}
    spec:
      capacity: {storage: 1Gi}
      accessModes: [ReadWriteOnce]
      persistentVolumeReclaimPolicy: Retain
      storageClassName: ''
      claimRef: {namespace: %1$s, name: data}
      hostPath: {path: /tmp/nothing}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data}
    spec:
      storageClassName: ''
      volumeName: %1$s
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
    """
        .formatted(namespace);
  }

  @Test
  default void aBadReleaseIsDegradedAndTheNextOneHealsIt() {
    var scene = scene().push("web.yaml", OnEngine.deployment("web", "web", ""));
    scene.application(Scene.AUTOMATED).settles();

    scene.push("web.yaml", OnEngine.deployment("web", "web", "no-image"));
    scene.becomes("degraded", one -> one.health() == Health.DEGRADED);
    scene.push("web.yaml", OnEngine.deployment("web", "web", ""));

    scene.settles();
  }

  @Test
  default void anObjectThatIsLeavingIsOnItsWay() {
    var scene = scene().push("a.yaml", OnEngine.map("a", "1"));
    scene.application(Scene.AUTOMATED).settles();
    scene.patch("/ConfigMap/a", "{'metadata':{'finalizers':['example.org/held']}}");

    scene.delete("/ConfigMap/a");
    scene.becomes("waiting", one -> one.health() == Health.PROGRESSING);
    scene.patch("/ConfigMap/a", "{'metadata':{'finalizers':null}}");

    scene.live("/ConfigMap/a", "is back", one -> one.deletedAt().isEmpty());
    scene.settles();
  }
}
