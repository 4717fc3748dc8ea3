package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.Pin;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.application.sync.OperationState;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.Cluster;
import io.openluffy.kube.GroupVersionKind;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.PatchType;
import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Application resources in the control cluster: the truth of every application. */
final class ApplicationResources {
  static final GroupVersionKind KIND = GroupVersionKind.of("argoproj.io/v1alpha1", "Application");
  static final String REFRESH = "argocd.argoproj.io/refresh";
  static final String PINNED = "openluffy.io/pinned";
  static final String SELF_HEAL = "openluffy.io/self-heal";
  static final String APPROVED = "argocd.argoproj.io/deletion-approved";
  static final String SKIP = "argocd.argoproj.io/skip-reconcile";

  private final LiveObjects objects;

  ApplicationResources(LiveObjects control) {
    this.objects = control;
  }

  void follow() {
    objects.follow(List.of(KIND));
  }

  static ResourceKey key(ApplicationName name) {
    return KIND.key(name.namespace(), name.name());
  }

  static ApplicationName name(Manifest resource) {
    return new ApplicationName(resource.namespace(), resource.name());
  }

  Optional<Manifest> find(ApplicationName name) {
    return objects.find(key(name));
  }

  /** Past every picture of it in memory. */
  Optional<Manifest> read(ApplicationName name) {
    var resource = cluster().get(KIND, name.namespace(), name.name());
    resource.ifPresent(objects::observed);
    return resource;
  }

  Cluster cluster() {
    return objects.cluster();
  }

  Manifest patch(ApplicationName name, ObjectNode patch) {
    var after = cluster().patch(key(name), PatchType.MERGE, patch, "");
    if (after.deletedAt().isPresent() && after.at("/metadata/finalizers").isEmpty()) {
      objects.gone(after);
    } else {
      objects.observed(after);
    }
    return after;
  }

  /** Writes the new status where it differs, with further changes; nothing when nothing differs. */
  Manifest writeStatus(Manifest resource, ObjectNode status, ObjectNode more) {
    var patch = more.deepCopy();
    var changed = MergeDiff.of(resource.at("/status"), status);
    if (!changed.isEmpty()) {
      patch.set("status", changed);
    }
    return patch.isEmpty() ? resource : patch(name(resource), patch);
  }

  /** Empty when nothing was ever written. */
  static ObjectNode status(Manifest resource) {
    return resource.at("/status") instanceof ObjectNode there
        ? there
        : JsonNodeFactory.instance.objectNode();
  }

  static List<String> finalizers(Manifest resource) {
    var found = new ArrayList<String>();
    resource.at("/metadata/finalizers").forEach(one -> found.add(one.asText()));
    return found;
  }

  static Optional<ObjectNode> operation(Manifest resource) {
    return resource.at("/operation") instanceof ObjectNode json
        ? Optional.of(json)
        : Optional.empty();
  }

  static Optional<OperationState> state(Manifest resource) {
    return OperationJson.read(resource.at("/status/operationState"));
  }

  static Optional<Pin> pin(Manifest resource) {
    return resource.annotation(PINNED).flatMap(ApplicationResources::readPin);
  }

  private static Optional<Pin> readPin(String text) {
    try {
      return Optional.of(Json.read(text, Pin.class));
    } catch (IllegalStateException _) {
      // Written by hand: it holds the application all the same.
      return Optional.of(new Pin(0, "", "kubectl", Instant.EPOCH));
    }
  }

  static ObjectNode annotation(String name, Optional<String> value) {
    var patch = JsonNodeFactory.instance.objectNode();
    var annotations = patch.putObject("metadata").putObject("annotations");
    value.ifPresentOrElse(text -> annotations.put(name, text), () -> annotations.putNull(name));
    return patch;
  }

  static Optional<Instant> approvedAt(Manifest resource) {
    try {
      return resource.annotation(APPROVED).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
