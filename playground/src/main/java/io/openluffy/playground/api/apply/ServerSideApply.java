package io.openluffy.playground.api.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.ManagedFields.Share;
import io.openluffy.playground.api.store.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Server-side apply: the applied fields win and belong to who applied them, what they applied
 * before and left out now goes if nobody else has it, and what others own is a conflict.
 */
public final class ServerSideApply {
  private final WriteContext write;
  private final ObjectNode live;
  private final ObjectNode config;

  private ServerSideApply(WriteContext write, ObjectNode live, ObjectNode config) {
    this.write = write;
    this.live = live;
    this.config = config;
  }

  /**
   * The object after an apply, with its owners; the very tree that was live when nothing changes.
   *
   * @param live what is there; an empty object when there is nothing
   * @param config what is applied, checked before
   * @throws io.openluffy.playground.api.status.StatusException 409 with the conflicts
   */
  public static ObjectNode apply(
      WriteContext write, ObjectNode live, ObjectNode config, boolean force) {
    var apply = new ServerSideApply(write, live, config);
    return apply.run(force || apply.isMigrationFromClientSide());
  }

  private ObjectNode run(boolean force) {
    var self = Owner.applying(write.manager(), write.subresource());
    var known = ManagedFields.of(live);
    var owners = ownersBefore(known);
    var object = ManagedFields.strip(live);
    var fields = write.ownable(FieldSets.of(write.schema(), config));
    var last = owners.of(self);
    var next = owners.copy();
    // An apply that changes nothing but owners leaves their times.
    var time = last.map(Share::time).orElse("");
    next.set(self, new Share(fields, write.apiVersion(), time));
    var merged = Merging.merge(write.schema(), object, config);
    var before = last.map(Share::fields).orElse(FieldSet.EMPTY);
    var isLeavingOut = !before.difference(fields).isEmpty();
    var pruned = isLeavingOut ? prune(merged, before, next) : merged;
    // What this door does not write is not taken from anybody.
    var comparison = Comparison.of(write.schema(), object, pruned).without(write.reset());
    settle(next, self, comparison, force);
    var unchanged = Trees.same(pruned, object) && next.equals(known);
    return unchanged ? live : touched(next, self, comparison).into(pruned);
  }

  /** An apply that changed something renews its time. */
  private ManagedFields touched(ManagedFields owners, Owner self, Comparison comparison) {
    if (!comparison.changed().isEmpty() || !comparison.removed().isEmpty()) {
      owners
          .of(self)
          .ifPresent(s -> owners.set(self, new Share(s.fields(), s.apiVersion(), write.now())));
    }
    return owners;
  }

  /** An object that nobody was seen writing belongs to {@code before-first-apply}. */
  private ManagedFields ownersBefore(ManagedFields known) {
    if (!known.isEmpty() || !live.path("metadata").has("uid")) {
      return known;
    }
    var all =
        write.ownable(
            Comparison.of(write.schema(), Trees.object(), ManagedFields.strip(live)).added());
    var owners = ManagedFields.none();
    owners.set(
        Owner.updating("before-first-apply", write.apiVersion(), ""),
        new Share(all, write.apiVersion(), write.now()));
    return owners;
  }

  private void settle(ManagedFields owners, Owner self, Comparison comparison, boolean force) {
    var changed = comparison.changed();
    Map<Owner, FieldSet> conflicts = new LinkedHashMap<>();
    owners
        .shares()
        .forEach(
            (owner, share) -> {
              var lost = share.fields().intersection(changed);
              if (!owner.equals(self) && !lost.isEmpty()) {
                conflicts.put(owner, lost);
              }
            });
    if (!force && !conflicts.isEmpty()) {
      throw ApplyConflicts.of(conflicts);
    }
    owners.changeOthers(self, set -> set.difference(changed).difference(comparison.removed()));
  }

  private ObjectNode prune(ObjectNode merged, FieldSet last, ManagedFields owners) {
    var schema = write.schema();
    var lastNamed = FieldSets.withNamedFields(last, schema);
    var pruned = Removal.remove(schema, merged, lastNamed);
    var mergedSet = FieldSets.withNamedFields(FieldSets.of(schema, merged), schema);
    // The name, too, which nobody owns.
    var owned =
        FieldSets.withNamedFields(owners.everything().union(FieldSets.of(schema, config)), schema);
    var kept = FieldSets.withNamedFields(FieldSets.of(schema, pruned), schema).union(owned);
    var withOwned = Removal.remove(schema, merged, mergedSet.difference(kept));
    var prunedSet = FieldSets.withNamedFields(FieldSets.of(schema, withOwned), schema);
    return Removal.remove(schema, merged, mergedSet.difference(prunedSet).intersection(lastNamed));
  }

  private boolean isMigrationFromClientSide() {
    return write.manager().equals("kubectl")
        && LastApplied.of(live).filter(last -> conflictsAreOnlyWith(last)).isPresent();
  }

  /**
   * Whether all that conflicts is what kubectl itself applied from the client and nobody changed.
   */
  private boolean conflictsAreOnlyWith(ObjectNode last) {
    var schema = write.schema();
    var difference = Comparison.of(schema, last, ManagedFields.strip(live));
    var unchanged =
        FieldSets.of(schema, last)
            .difference(difference.changed())
            .difference(difference.removed());
    var merged = Merging.merge(schema, ManagedFields.strip(live), config);
    var changed = Comparison.of(schema, ManagedFields.strip(live), merged).changed();
    var self = Owner.applying(write.manager(), write.subresource());
    var conflicts = FieldSet.EMPTY;
    for (var entry : ManagedFields.of(live).shares().entrySet()) {
      if (!entry.getKey().equals(self)) {
        conflicts = conflicts.union(entry.getValue().fields().intersection(changed));
      }
    }
    return conflicts.difference(unchanged).isEmpty();
  }
}
