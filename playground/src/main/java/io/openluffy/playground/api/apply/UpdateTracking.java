package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.ManagedFields.Share;

/** Whoever creates, replaces or patches an object owns what they changed. */
public final class UpdateTracking {
  private UpdateTracking() {}

  /**
   * The new object with its owners.
   *
   * @param live what was there; an empty object when it is being made
   */
  public static ObjectNode track(WriteContext write, ObjectNode live, ObjectNode changed) {
    if (ManagedFields.isReset(changed)) {
      return ManagedFields.none().into(changed);
    }
    var owners = owners(live, changed);
    if (owners.isEmpty() && live.path("metadata").has("uid")) {
      return ManagedFields.none().into(changed);
    }
    var comparison =
        Comparison.of(write.schema(), ManagedFields.strip(live), ManagedFields.strip(changed));
    return update(write, owners.copy(), comparison).into(changed);
  }

  /** The list that the writer sent, if it can be read; else what was there. */
  private static ManagedFields owners(ObjectNode live, ObjectNode changed) {
    if (!changed.path("metadata").path("managedFields").isEmpty()) {
      try {
        return ManagedFields.of(changed);
      } catch (IllegalArgumentException e) {
        return ManagedFields.of(live);
      }
    }
    return ManagedFields.of(live);
  }

  private static ManagedFields update(
      WriteContext write, ManagedFields owners, Comparison comparison) {
    var self = Owner.updating(write.manager(), write.apiVersion(), write.subresource());
    var taken = write.ownable(comparison.changed());
    var removed = comparison.removed();
    var changed = comparison.changed();
    owners.changeOthers(self, set -> set.difference(changed).difference(removed));
    var before = owners.of(self);
    var kept = before.map(s -> s.fields().difference(removed)).orElse(FieldSet.EMPTY);
    var time = taken.isEmpty() ? before.map(Share::time).orElse(write.now()) : write.now();
    owners.set(self, new Share(kept.union(taken), write.apiVersion(), time));
    return new OwnerLimit(write.now()).cap(owners);
  }
}
