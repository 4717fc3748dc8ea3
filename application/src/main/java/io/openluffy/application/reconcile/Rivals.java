package io.openluffy.application.reconcile;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows whether an Argo CD controller is at work on our namespace. Then we change nothing until a
 * person says take over, by an annotation on the Application or on the namespace.
 */
final class Rivals {
  static final String TAKE_OVER = "openluffy.io/take-over";
  private static final String CONTROLLER = "argocd-application-controller";
  private static final GroupVersionKind NAMESPACE = GroupVersionKind.of("v1", "Namespace");
  private static final List<GroupVersionKind> KINDS =
      List.of(
          GroupVersionKind.of("apps/v1", "StatefulSet"),
          GroupVersionKind.of("apps/v1", "Deployment"),
          NAMESPACE);

  private final String namespace;
  private final Map<ResourceKey, Boolean> running = new ConcurrentHashMap<>();
  private volatile boolean takenOver;

  Rivals(String namespace) {
    this.namespace = namespace;
  }

  void follow(LiveObjects control) {
    control.follow(KINDS);
  }

  /** Whether the object, which came, changed or went, makes a difference to all applications. */
  boolean changed(Manifest object, LiveObjects control) {
    boolean before = isAtWork();
    if (object.gvk().equals(NAMESPACE) && object.name().equals(namespace)) {
      takenOver = control.find(object.key()).filter(Rivals::saysTakeOver).isPresent();
    } else if (isController(object)) {
      if (control.find(object.key()).filter(Rivals::runs).isPresent()) {
        running.put(object.key(), true);
      } else {
        running.remove(object.key());
      }
    }
    return before != isAtWork();
  }

  private boolean isController(Manifest object) {
    return KINDS.contains(object.gvk())
        && object.namespace().equals(namespace)
        && (object.name().equals(CONTROLLER)
            || object.labels().getOrDefault("app.kubernetes.io/name", "").equals(CONTROLLER)
            || (object.name().endsWith("-application-controller")
                && object.labels().getOrDefault("app.kubernetes.io/part-of", "").equals("argocd")));
  }

  private static boolean runs(Manifest controller) {
    return controller.at("/spec/replicas").asInt(1) > 0 && controller.deletedAt().isEmpty();
  }

  private static boolean saysTakeOver(Manifest object) {
    return object.annotation(TAKE_OVER).orElse("").equals("true");
  }

  private boolean isAtWork() {
    return !running.isEmpty() && !takenOver;
  }

  /** Why we leave the application alone; empty when it is ours. */
  Optional<Problem> problem(Manifest application) {
    if (!isAtWork() || saysTakeOver(application)) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.user(
            "application.argo-cd-at-work",
            "Argo CD is at work in the namespace " + namespace + ", so nothing is changed.",
            Where.of("Application " + application.namespace() + "/" + application.name()),
            "Stop its application controller, or annotate the Application or the namespace with "
                + TAKE_OVER
                + "=true."));
  }
}
