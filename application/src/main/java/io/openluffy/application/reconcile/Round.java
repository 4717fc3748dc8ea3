package io.openluffy.application.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.ApplicationName;
import io.openluffy.application.Pin;
import io.openluffy.application.spec.ApplicationSpec;
import io.openluffy.application.sync.OperationJson;
import io.openluffy.application.sync.OperationState;
import io.openluffy.kube.LiveObjects;
import io.openluffy.kube.Manifest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One round over one application: its resource, its spec and where it goes. */
final class Round {
  final ApplicationName name;
  final ApplicationSpec spec;
  final LiveObjects objects;
  final Instant now;
  private final InstantSource time;
  private final ApplicationResources resources;
  private final Optional<Noticed> noticed;
  private Manifest resource;
  private Optional<Intent> intent = Optional.empty();
  private boolean lost;

  /** An operation of our own with what else is to be written along with it. */
  private record Intent(ObjectNode operation, ObjectNode status, ObjectNode more) {}

  Round(
      ApplicationName name,
      ApplicationSpec spec,
      LiveObjects objects,
      InstantSource time,
      ApplicationResources resources,
      Manifest resource) {
    this(name, spec, objects, time, resources, resource, Optional.empty());
  }

  /**
   * @param noticed when an event told of a change, if one brought this round
   */
  Round(
      ApplicationName name,
      ApplicationSpec spec,
      LiveObjects objects,
      InstantSource time,
      ApplicationResources resources,
      Manifest resource,
      Optional<Noticed> noticed) {
    this.name = name;
    this.spec = spec;
    this.objects = objects;
    this.time = time;
    this.now = time.instant();
    this.resources = resources;
    this.resource = resource;
    this.noticed = noticed;
  }

  /** Later than {@link #now} once something was waited for. */
  Instant meanwhile() {
    return time.instant();
  }

  Manifest resource() {
    return resource;
  }

  Optional<Noticed> noticed() {
    return noticed;
  }

  Optional<ObjectNode> operation() {
    return intent.map(Intent::operation).or(() -> ApplicationResources.operation(resource));
  }

  /**
   * Takes an operation on that stands on the resource only from the first record of it on, so that
   * one that ends at once costs one write.
   */
  void intend(ObjectNode operation, ObjectNode status, ObjectNode more) {
    intent = Optional.of(new Intent(operation, status, more));
  }

  /** Whether the operation is not on the resource yet. */
  boolean intends() {
    return intent.isPresent();
  }

  /** Whether the intended operation could not be put on the resource. */
  boolean lost() {
    return lost;
  }

  Optional<OperationState> state() {
    return ApplicationResources.state(resource);
  }

  Optional<Pin> pin() {
    return ApplicationResources.pin(resource);
  }

  boolean healsManually() {
    return resource.annotation(ApplicationResources.SELF_HEAL).orElse("").equals("true");
  }

  /** Writes how the operation stands, before anything is done that depends on it. */
  void record(OperationState state, ObjectNode more) {
    var base = intent.map(Intent::status).orElseGet(() -> ApplicationResources.status(resource));
    var json = NamespaceLabels.noted(spec, OperationJson.write(state));
    var status = new StatusJson(base, now).operation(json).json();
    if (intent.isEmpty()) {
      resource = resources.writeStatus(resource, status, more);
      return;
    }
    lost = true;
    resource = resources.writeStatus(resource, status, intended(intent.get(), more));
    lost = false;
    intent = Optional.empty();
  }

  /** Only onto the state that was decided on: somebody's own operation must not be lost. */
  private ObjectNode intended(Intent one, ObjectNode more) {
    var patch = one.more().deepCopy();
    patch.setAll(more);
    patch.set("operation", one.operation());
    patch.withObject("/metadata").put("resourceVersion", resource.resourceVersion());
    return patch;
  }

  void record(OperationState state) {
    record(state, JsonNodeFactory.instance.objectNode());
  }

  void write(ObjectNode status, ObjectNode more) {
    resource = resources.writeStatus(resource, status, more);
  }
}
