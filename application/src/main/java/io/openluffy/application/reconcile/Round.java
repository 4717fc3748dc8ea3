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
  private Manifest resource;

  Round(
      ApplicationName name,
      ApplicationSpec spec,
      LiveObjects objects,
      InstantSource time,
      ApplicationResources resources,
      Manifest resource) {
    this.name = name;
    this.spec = spec;
    this.objects = objects;
    this.time = time;
    this.now = time.instant();
    this.resources = resources;
    this.resource = resource;
  }

  /** Later than {@link #now} once something was waited for. */
  Instant meanwhile() {
    return time.instant();
  }

  Manifest resource() {
    return resource;
  }

  Optional<ObjectNode> operation() {
    return ApplicationResources.operation(resource);
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
    var status = new StatusJson(resource, now).operation(OperationJson.write(state)).json();
    resource = resources.writeStatus(resource, status, more);
  }

  void record(OperationState state) {
    record(state, JsonNodeFactory.instance.objectNode());
  }

  void write(ObjectNode status, ObjectNode more) {
    resource = resources.writeStatus(resource, status, more);
  }
}
