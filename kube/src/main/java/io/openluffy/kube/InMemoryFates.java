package io.openluffy.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What becomes of the workloads of {@link InMemoryCluster}. Guarded by the cluster. */
final class InMemoryFates {
  private final Map<ResourceKey, Integer> roundsLeft = new HashMap<>();
  private final Map<ResourceKey, Behaviour> behaviours = new HashMap<>();
  private Behaviour usual = new Behaviour.AtOnce();

  void all(Behaviour behaviour) {
    usual = behaviour;
  }

  void one(ResourceKey key, Behaviour behaviour) {
    behaviours.put(key, behaviour);
  }

  void forget(ResourceKey key) {
    roundsLeft.remove(key);
  }

  /** Lets the simulated controllers see a new state of the object. */
  ObjectNode begin(ObjectNode object) {
    var live = Manifest.owning(object);
    if (!WorkloadRules.isWorkload(live)) {
      return object;
    }
    roundsLeft.remove(live.key());
    return switch (behaviours.getOrDefault(live.key(), usual)) {
      case Behaviour.AtOnce() -> WorkloadRules.healthy(object);
      case Behaviour.AfterRounds(var rounds) -> {
        roundsLeft.put(live.key(), rounds);
        yield WorkloadRules.begun(object);
      }
      case Behaviour.Never() -> WorkloadRules.begun(object);
      case Behaviour.Failing(var message) -> WorkloadRules.failing(object, message);
    };
  }

  /** The workloads that become healthy in this round. */
  List<ResourceKey> round() {
    roundsLeft.replaceAll((key, left) -> left - 1);
    var due =
        roundsLeft.entrySet().stream()
            .filter(one -> one.getValue() <= 0)
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(roundsLeft::remove);
    return due;
  }
}
