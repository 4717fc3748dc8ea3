package io.openluffy.application.health;

import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.util.Optional;

/** How a live object is doing, from its own status alone: Argo CD's answers, word for word. */
public final class HealthRules {
  private static final String HOOK_FINALIZER = "argocd.argoproj.io/hook-finalizer";
  private static final String IGNORE = "argocd.argoproj.io/ignore-healthcheck";
  private static final HealthAnswer PENDING_DELETION =
      new HealthAnswer(Health.PROGRESSING, "Pending deletion");

  private HealthRules() {}

  /** Empty for a kind that has no notion of health; such an object does not count. */
  public static Optional<HealthAnswer> of(Manifest live) {
    return pendingDeletion(live).or(() -> builtIn(live));
  }

  /** An object that is being deleted is on its way, unless it's a hook that we hold back. */
  public static Optional<HealthAnswer> pendingDeletion(Manifest live) {
    if (live.text("/metadata/deletionTimestamp").isEmpty()) {
      return Optional.empty();
    }
    for (var finalizer : live.at("/metadata/finalizers")) {
      if (finalizer.asText().equals(HOOK_FINALIZER)) {
        return Optional.empty();
      }
    }
    return Optional.of(PENDING_DELETION);
  }

  /** Whether the object's health is left out when that of its application is told. */
  public static boolean isIgnored(Manifest live) {
    return live.annotation(IGNORE).filter("true"::equals).isPresent();
  }

  /** The checks for the kinds that Kubernetes brings, and for Argo's workflows. */
  public static Optional<HealthAnswer> builtIn(Manifest live) {
    return switch (live.gvk().groupKind()) {
      case "apps/Deployment" -> inVersion(live, "v1", WorkloadHealthRules.deployment(live));
      case "apps/StatefulSet" -> inVersion(live, "v1", WorkloadHealthRules.statefulSet(live));
      case "apps/ReplicaSet" -> inVersion(live, "v1", WorkloadHealthRules.replicaSet(live));
      case "apps/DaemonSet" -> inVersion(live, "v1", WorkloadHealthRules.daemonSet(live));
      case "/Pod" -> inVersion(live, "v1", PodHealthRules.of(live));
      case "batch/Job" -> inVersion(live, "v1", JobHealthRules.job(live));
      case "argoproj.io/Workflow" -> Optional.of(JobHealthRules.workflow(live));
      case "autoscaling/HorizontalPodAutoscaler" -> Optional.of(AutoscalerHealthRules.of(live));
      case "networking.k8s.io/Ingress", "extensions/Ingress" ->
          Optional.of(addressed(live.at("/status/loadBalancer/ingress").isEmpty()));
      case "/Service" -> inVersion(live, "v1", service(live));
      case "/PersistentVolumeClaim" -> inVersion(live, "v1", claim(live));
      case "apiregistration.k8s.io/APIService" -> Optional.of(apiService(live));
      default -> Optional.empty();
    };
  }

  private static Optional<HealthAnswer> inVersion(
      Manifest live, String version, HealthAnswer answer) {
    return Optional.of(live.gvk().version().equals(version) ? answer : unsupported(live));
  }

  static HealthAnswer unsupported(Manifest live) {
    return new HealthAnswer(
        Health.UNKNOWN,
        "unsupported " + live.kind() + " GVK: " + live.apiVersion() + ", Kind=" + live.kind());
  }

  private static HealthAnswer addressed(boolean waiting) {
    return HealthAnswer.of(waiting ? Health.PROGRESSING : Health.HEALTHY);
  }

  private static HealthAnswer service(Manifest live) {
    return addressed(
        live.text("/spec/type").equals("LoadBalancer")
            && live.at("/status/loadBalancer/ingress").isEmpty());
  }

  private static HealthAnswer claim(Manifest live) {
    return HealthAnswer.of(
        switch (live.text("/status/phase")) {
          case "Lost" -> Health.DEGRADED;
          case "Pending" -> Health.PROGRESSING;
          case "Bound" -> Health.HEALTHY;
          default -> Health.UNKNOWN;
        });
  }

  private static HealthAnswer apiService(Manifest live) {
    for (var condition : live.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Available")) {
        return new HealthAnswer(
            condition.path("status").asText().equals("True") ? Health.HEALTHY : Health.PROGRESSING,
            condition.path("reason").asText() + ": " + condition.path("message").asText());
      }
    }
    return new HealthAnswer(Health.PROGRESSING, "Waiting to be processed");
  }
}
