package io.openluffy.playground.controllers.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.controllers.loop.Conditions;
import io.openluffy.playground.controllers.loop.EventWriter;
import io.openluffy.playground.controllers.loop.Fields;
import io.openluffy.playground.controllers.loop.Kinds;
import io.openluffy.playground.controllers.loop.SimulatedController;
import io.openluffy.playground.controllers.loop.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what a HorizontalPodAutoscaler targets within its bounds; there are no metrics. */
public final class AutoscalerController implements SimulatedController {
  private static final Map<String, GroupResource> TARGETS =
      Map.of(
          "Deployment", Kinds.DEPLOYMENTS,
          "StatefulSet", Kinds.STATEFUL_SETS,
          "ReplicaSet", Kinds.REPLICA_SETS);

  private final World world;
  private final EventWriter events;

  public AutoscalerController(World world, EventWriter events) {
    this.world = world;
    this.events = events;
  }

  @Override
  public Collection<ObjectKey> affectedBy(Change change) {
    var key = change.key();
    if (key.type().equals(Kinds.AUTOSCALERS)) {
      return List.of(key);
    }
    return TARGETS.containsValue(key.type())
        ? world.list(Kinds.AUTOSCALERS, key.namespace()).stream()
            .filter(scaler -> target(scaler).equals(Optional.of(key)))
            .map(scaler -> Fields.key(Kinds.AUTOSCALERS, scaler))
            .toList()
        : List.of();
  }

  @Override
  public Optional<Instant> reconcile(ObjectKey key, Instant now) {
    var scaler = world.get(key).filter(object -> !Fields.isTerminating(object));
    var target = scaler.flatMap(AutoscalerController::target).flatMap(world::get);
    scaler.ifPresent(
        object ->
            target.ifPresentOrElse(scaled -> keep(object, scaled, now), () -> miss(object, now)));
    return Optional.empty();
  }

  private static Optional<ObjectKey> target(ObjectNode scaler) {
    var reference = scaler.at("/spec/scaleTargetRef");
    return Optional.ofNullable(TARGETS.get(reference.path("kind").asText()))
        .map(kind -> ObjectKey.of(kind, Fields.namespace(scaler), reference.path("name").asText()));
  }

  private void keep(ObjectNode scaler, ObjectNode scaled, Instant now) {
    var present = Fields.number(scaled, "/spec/replicas", 1);
    var least = Fields.number(scaler, "/spec/minReplicas", 1);
    var most = Fields.number(scaler, "/spec/maxReplicas", present);
    var wanted = present == 0 ? 0 : Math.clamp(present, Math.min(least, most), most);
    var status = Trees.child(scaler, "status").deepCopy();
    if (wanted != present) {
      var key = target(scaler).orElseThrow();
      var patch = Trees.object();
      patch.putObject("spec").put("replicas", wanted);
      world.client().mergePatch(key, patch);
      var bound = wanted > present ? "below Spec.MinReplicas" : "above Spec.MaxReplicas";
      events.normal(
          new EventWriter.About(scaler, "horizontal-pod-autoscaler", ""),
          "SuccessfulRescale",
          "New size: " + wanted + "; reason: Current number of replicas " + bound,
          now);
      status.put("lastScaleTime", Fields.text(now));
    }
    status
        .put("currentReplicas", scaled.at("/status/replicas").asInt())
        .put("desiredReplicas", wanted);
    Conditions.of(scaler, now)
        .set(
            "AbleToScale",
            true,
            "SucceededGetScale",
            "the HPA controller was able to get the target's current scale")
        .set(
            "ScalingActive",
            present > 0,
            present == 0 ? "ScalingDisabled" : "ValidMetricFound",
            present == 0
                ? "scaling is disabled since the replica count of the target is zero"
                : "simulated: each metric is taken to be at its target; only the bounds are kept")
        .into(status);
    world.setStatus(scaler, status);
  }

  private void miss(ObjectNode scaler, Instant now) {
    var status = Trees.child(scaler, "status").deepCopy();
    status.put("currentReplicas", 0).put("desiredReplicas", 0);
    Conditions.of(scaler, now)
        .set("AbleToScale", false, "FailedGetScale", "the target was not found")
        .into(status);
    world.setStatus(scaler, status);
  }
}
