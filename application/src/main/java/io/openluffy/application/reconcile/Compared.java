package io.openluffy.application.reconcile;

import io.openluffy.application.ConditionView;
import io.openluffy.application.HealthAnswer;
import io.openluffy.application.SyncStatus;
import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An application, compared with its cluster. */
record Compared(
    List<ObjectState> objects,
    SyncStatus status,
    HealthAnswer health,
    List<ConditionView> conditions) {

  Compared outOfSync() {
    return new Compared(objects, SyncStatus.OUT_OF_SYNC, health, conditions);
  }

  Set<ResourceKey> differing() {
    return objects.stream()
        .filter(ObjectState::outOfSync)
        .map(ObjectState::key)
        .collect(Collectors.toSet());
  }

  Map<ResourceKey, Manifest> live() {
    var live = new HashMap<ResourceKey, Manifest>();
    objects.forEach(one -> one.live().ifPresent(object -> live.put(one.key(), object)));
    return live;
  }
}
