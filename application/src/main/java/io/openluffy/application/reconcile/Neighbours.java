package io.openluffy.application.reconcile;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ConditionView;
import io.openluffy.application.OperationGate;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.target.TrackingRules;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;

/** Keeps applications off what belongs to a protected one, and says so when they live next door. */
final class Neighbours {
  private final OperationGate gate;
  private final ApplicationResources resources;
  private final Destinations destinations;

  Neighbours(OperationGate gate, ApplicationResources resources, Destinations destinations) {
    this.gate = gate;
    this.resources = resources;
    this.destinations = destinations;
  }

  /** One for each protected application that lives where this one goes. */
  List<ConditionView> warnings(Round round) {
    return gate.guarded().stream()
        .filter(other -> !other.equals(round.name) && livesWith(round, other))
        .sorted()
        .map(other -> warning(round, other))
        .toList();
  }

  private boolean livesWith(Round round, ApplicationName other) {
    return resources
        .find(other)
        .flatMap(resource -> ApplicationReader.read(resource).spec())
        .map(ApplicationSpec::destination)
        .filter(one -> one.namespace().equals(round.spec.destination().namespace()))
        .flatMap(destinations::find)
        .filter(round.objects::equals)
        .isPresent();
  }

  private static ConditionView warning(Round round, ApplicationName other) {
    return new ConditionView(
        ConditionView.PROTECTED_NAMESPACE,
        "The protected application "
            + other
            + " lives in the namespace "
            + round.spec.destination().namespace()
            + ", too; nobody approves what this one brings there. Use a namespace of its own, or"
            + " let the destinations of an AppProject say who may go there.",
        round.now);
  }

  /** Why an object may not be taken from the application that it belongs to. */
  Optional<String> refusal(ApplicationName name, Optional<Manifest> live) {
    return live.flatMap(one -> owner(name, one))
        .filter(owner -> gate.guarded().contains(owner))
        .map(
            owner ->
                live.orElseThrow().key().groupKindName()
                    + " belongs to the protected application "
                    + owner
                    + " and is changed by no other. Take it out of this application's source.");
  }

  /** The other application that tracks the object, if one does. */
  static Optional<ApplicationName> owner(ApplicationName name, Manifest live) {
    return TrackingRules.instance(live)
        .filter(instance -> !instance.equals(name.instance()))
        .filter(instance -> TrackingRules.describesItself(live))
        .map(TrackingRules::application);
  }
}
