package io.openluffy.playground.controllers.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import io.openluffy.playground.types.rules.StorageProtection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Lets claims and volumes go that are to be deleted, once nobody uses them any more. */
public final class ProtectionController implements SimulatedController {
  private final World world;

  public ProtectionController(World world) {
    this.world = world;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var kind = change.key().type();
    if (kind.equals(Kinds.CLAIMS) || kind.equals(Kinds.VOLUMES)) {
      return List.of(change.key());
    }
    return kind.equals(Kinds.PODS) ? claims(change.object()) : List.of();
  }

  private static List<ObjectKey> claims(ObjectNode pod) {
    return pod.at("/spec/volumes")
        .valueStream()
        .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText())
        .filter(name -> !name.isEmpty())
        .map(name -> ObjectKey.of(Kinds.CLAIMS, Fields.namespace(pod), name))
        .toList();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var isClaim = key.type().equals(Kinds.CLAIMS);
    world
        .get(key)
        .filter(Fields::isTerminating)
        .filter(one -> isClaim ? !isUsed(key) : !isBound(one))
        .ifPresent(one -> letGo(one, isClaim ? StorageProtection.CLAIM : StorageProtection.VOLUME));
    return Optional.empty();
  }

  /** A pod that is on no node yet will not be started with a claim that goes. */
  private boolean isUsed(ObjectKey claim) {
    return world.list(Kinds.PODS, claim.namespace()).stream()
        .filter(pod -> !pod.at("/spec/nodeName").asText().isEmpty())
        .anyMatch(pod -> claims(pod).contains(claim));
  }

  private static boolean isBound(JsonNode volume) {
    return volume.at("/status/phase").asText().equals("Bound");
  }

  private void letGo(ObjectNode object, String finalizer) {
    var left = Trees.array();
    object
        .at("/metadata/finalizers")
        .valueStream()
        .filter(one -> !one.asText().equals(finalizer))
        .forEach(left::add);
    var metadata = Trees.with(Trees.child(object, "metadata"), "finalizers", left);
    if (left.size() < object.at("/metadata/finalizers").size()) {
      world.update(object, Trees.with(object, "metadata", metadata));
    }
  }
}
