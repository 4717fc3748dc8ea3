package io.openluffy.playground.controllers.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Provides a simulated volume for each PersistentVolumeClaim and binds the two. */
public final class ClaimController implements SimulatedController {
  private final World world;
  private final EventWriter events;

  public ClaimController(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    return change.key().type().equals(Kinds.CLAIMS) ? List.of(change.key()) : List.of();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var found = world.get(key);
    if (found.isEmpty()) {
      release(key);
      return Optional.empty();
    }
    var claim = found.get();
    if (!Fields.isTerminating(claim) && !claim.at("/status/phase").asText().equals("Bound")) {
      bind(key, claim, now);
    }
    return Optional.empty();
  }

  private void bind(ObjectKey key, ObjectNode claim, Instant now) {
    var asked = claim.at("/spec/volumeName").asText();
    var name = asked.isEmpty() ? "pvc-" + Fields.uid(claim) : asked;
    if (asked.isEmpty()) {
      world
          .create(volume(name, claim))
          .ifPresent(volume -> world.setStatus(volume, Trees.object().put("phase", "Bound")));
      var about = new EventWriter.About(claim, "persistentvolume-controller", "");
      events.normal(about, "ProvisioningSucceeded", "Successfully provisioned volume " + name, now);
    }
    var patch = Trees.object();
    patch.putObject("spec").put("volumeName", name);
    var bound = world.client().mergePatch(key, patch);
    var status = Trees.object().put("phase", "Bound");
    status.set("accessModes", claim.at("/spec/accessModes"));
    status.putObject("capacity").set("storage", claim.at("/spec/resources/requests/storage"));
    world.setStatus(bound, status);
  }

  private static ObjectNode volume(String name, ObjectNode claim) {
    var volume = Trees.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
    volume.putObject("metadata").put("name", name);
    var spec = volume.putObject("spec");
    spec.putObject("capacity").set("storage", claim.at("/spec/resources/requests/storage"));
    spec.set("accessModes", claim.at("/spec/accessModes"));
    spec.put("persistentVolumeReclaimPolicy", "Delete");
    spec.put("storageClassName", claim.at("/spec/storageClassName").asText(""));
    spec.putObject("hostPath").put("path", "/var/lib/playground/" + name);
    spec.putObject("claimRef")
        .put("apiVersion", "v1")
        .put("kind", "PersistentVolumeClaim")
        .put("namespace", Fields.namespace(claim))
        .put("name", Fields.name(claim))
        .put("uid", Fields.uid(claim));
    return volume;
  }

  /** Volumes that we provided go with their claim. */
  private void release(ObjectKey claim) {
    for (var volume : world.list(Kinds.VOLUMES, "")) {
      var reference = volume.at("/spec/claimRef");
      if (reference.path("name").asText().equals(claim.name())
          && reference.path("namespace").asText().equals(claim.namespace())
          && Fields.name(volume).startsWith("pvc-")) {
        world.setStatus(volume, Trees.object().put("phase", "Released"));
        world.client().delete(Fields.key(Kinds.VOLUMES, volume), DeleteOptions.usual());
      }
    }
  }
}
