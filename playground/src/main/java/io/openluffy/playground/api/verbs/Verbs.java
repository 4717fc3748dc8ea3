package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.store.StoredObject;
import io.openluffy.playground.api.store.Trees;
import java.util.List;

/** All that can be done to objects, by the rules of the Kubernetes API. */
public final class Verbs {
  private final Surroundings around;
  private final Creating creating;
  private final Updating updating;
  private final Patching patching;
  private final Deleting deleting;
  private final Scaling scaling;
  private final Evicting evicting;

  public Verbs(Surroundings around) {
    this.around = around;
    var quotas = new Quotas(around.store());
    creating = new Creating(around, quotas);
    updating = new Updating(around, quotas);
    patching = new Patching(around, creating, updating);
    deleting = new Deleting(around);
    scaling = new Scaling(updating);
    evicting = new Evicting(around, updating, deleting);
  }

  public Surroundings around() {
    return around;
  }

  /** A door for what runs inside and writes under that name. */
  public ObjectClient client(String manager) {
    return new LocalClient(this, WriteOptions.by(manager));
  }

  /** The object as it is kept. */
  public StoredObject find(Target target) {
    return around.store().find(target.key()).orElseThrow(() -> VerbErrors.notFound(target));
  }

  /** The scale of an object, in {@code autoscaling/v1}. */
  public ObjectNode scale(Target target) {
    return Scaling.scale(target, Versions.shown(target.type(), find(target).tree()));
  }

  /** Makes an object of a body, which is the caller's to give away. */
  public Written create(Target target, ObjectNode body, List<String> duplicates, WriteOptions how) {
    Creating.checkPlace(target, body);
    var decoded = Bodies.decode(target, target.type().schema(), body, duplicates, how);
    return creating.create(target, decoded, how);
  }

  /** Replaces an object, or its status or scale. */
  public Written update(Target target, ObjectNode body, List<String> duplicates, WriteOptions how) {
    if (target.subresource().equals("scale")) {
      return scaling.replace(target, body, how);
    }
    if (target.subresource().equals("finalize")) {
      return finalizeNamespace(target, body, how);
    }
    var decoded = Bodies.decode(target, target.type().schema(), body, duplicates, how);
    return updating.replace(target, decoded, how);
  }

  public Written patch(Target target, Patch patch, WriteOptions how) {
    if (!target.subresource().equals("scale")) {
      return patching.patch(target, patch, how);
    }
    return patch.kind() == Patch.Kind.APPLY
        ? Scaling.shown(target, patching.applyScale(target, Scaling.applied(target, patch), how))
        : scaling.patch(target, patch, how);
  }

  /** Deletes an object, or marks it until nothing holds it. */
  public Removed delete(Target target, DeleteOptions options) {
    return removed(target, deleting.delete(target, options));
  }

  /** Deletes a pod if its disruption budget allows it. */
  public Removed evict(Target pod, DeleteOptions options, WriteOptions how) {
    return removed(pod, evicting.evict(pod, options, how));
  }

  private static Removed removed(Target target, Deleting.Deleted deleted) {
    var object = Versions.shown(target.type(), deleted.object());
    return new Removed(object, deleted.gone(), deleted.version());
  }

  /** Whether deleting this kind leaves its objects behind unless one says otherwise. */
  public boolean orphansByDefault(Target target) {
    return Deleting.orphansByDefault(target);
  }

  /** Puts a pod on a node. */
  public Written bind(Target pod, String node, WriteOptions how) {
    return updating.change(
        new Target(pod.type(), pod.namespace(), pod.name(), "binding"),
        live -> {
          var already = live.path("spec").path("nodeName").asText();
          if (!already.isEmpty()) {
            throw VerbErrors.conflict(
                pod, "pod %s is already assigned to node \"%s\"".formatted(pod.name(), already));
          }
          var spec = Trees.shallow(Trees.child(live, "spec")).put("nodeName", node);
          return Trees.with(live, "spec", spec);
        },
        how,
        false);
  }

  private Written finalizeNamespace(Target target, JsonNode body, WriteOptions how) {
    var finalizers = body.path("spec").path("finalizers");
    return updating.change(
        target,
        live -> {
          var spec = Trees.shallow(Trees.child(live, "spec"));
          spec.remove("finalizers");
          if (!finalizers.isEmpty()) {
            spec.set("finalizers", finalizers);
          }
          return Trees.with(live, "spec", spec);
        },
        how,
        false);
  }

  /** What a resource does not do, in words of our own. */
  public static RuntimeException notHere(String what) {
    return ApiStatus.of(
            501,
            "NotImplemented",
            "The playground does not do " + what + "; use a real cluster for that.")
        .asException();
  }
}
