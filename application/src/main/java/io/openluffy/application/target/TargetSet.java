package io.openluffy.application.target;

import io.openluffy.application.ConditionView;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects an application wants.
 *
 * @param objects to be synced, hooks among them, marked as the application's own
 * @param deleteHooks that run only when the application is deleted
 * @param warnings as conditions
 * @param id a digest over all of it; equal ids mean equal content
 */
public record TargetSet(
    List<Manifest> objects, List<Manifest> deleteHooks, List<ConditionView> warnings, String id) {
  public TargetSet {
    objects = List.copyOf(objects);
    deleteHooks = List.copyOf(deleteHooks);
    warnings = List.copyOf(warnings);
  }

  /** Whether there is nothing in which the two differ, for the cluster or for people. */
  public boolean isSameAs(TargetSet other) {
    return id.equals(other.id)
        && warnings.stream()
            .map(ConditionView::message)
            .toList()
            .equals(other.warnings.stream().map(ConditionView::message).toList());
  }

  /** With more to be told of it. */
  public TargetSet with(List<ConditionView> more) {
    var all = new ArrayList<>(warnings);
    all.addAll(more);
    return new TargetSet(objects, deleteHooks, all, id);
  }

  TargetSet withId(String other) {
    return new TargetSet(objects, deleteHooks, warnings, other);
  }

  public Optional<Manifest> find(ResourceKey key) {
    return objects.stream().filter(one -> one.key().equals(key)).findFirst();
  }
}
