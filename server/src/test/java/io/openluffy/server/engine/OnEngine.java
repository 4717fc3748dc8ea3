package io.openluffy.server.engine;

/** Tests that tell a story of one application. */
interface OnEngine {
  /** A new one, which goes after the test. */
  Scene scene();

  /** A ConfigMap; annotations as YAML writes a map: {@code {a: b}}. */
  static String map(String name, String value, String annotations) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, annotations: %s}
    data: {value: '%s'}
    """
        .formatted(name, annotations, value);
  }

  static String map(String name, String value) {
    return map(name, value, "{}");
  }

  /** The same in a wave. */
  static String inWave(int wave, String name) {
    return map(name, "1", "{argocd.argoproj.io/sync-wave: '%d'}".formatted(wave));
  }

  static String optioned(String option, String name) {
    return map(name, "1", "{argocd.argoproj.io/sync-options: '%s'}".formatted(option));
  }

  /** A Deployment of one pod, which plays that; only one without an image is soon given up. */
  static String deployment(String name, String label, String play) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      progressDeadlineSeconds: %4$d
      selector: {matchLabels: {app: %2$s}}
      template:
        metadata: {labels: {app: %2$s}, annotations: {openluffy.io/play: '%3$s'}}
        spec: {terminationGracePeriodSeconds: 0, containers: [{name: app, image: 'example.org/app:1'}]}
    """
        .formatted(name, label, play, play.equals("no-image") ? 1 : 600);
  }

  /** A Job of one pod, which plays that and is not tried again. */
  static String job(String name, String play, String annotations) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: %s, annotations: %s}
    spec:
      backoffLimit: 0
      template:
        metadata: {annotations: {openluffy.io/play: '%s'}}
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 0
          containers: [{name: job, image: 'example.org/job:1'}]
    """
        .formatted(name, annotations, play);
  }

  static String hook(String name, String type, String play, String policy) {
    return job(
        name,
        play,
        "{argocd.argoproj.io/hook: %s, argocd.argoproj.io/hook-delete-policy: %s}"
            .formatted(type, policy));
  }
}
