package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;

/** Fills in what a writer left out, in place; doing it twice changes nothing more. */
public final class Defaults {
  private Defaults() {}

  public static void apply(ResourceType type, ObjectNode object) {
    if (type.custom()) {
      SchemaDefaults.apply(type, object);
      return;
    }
    switch (type.group()) {
      case "" -> core(type.kind(), object);
      case "apps", "batch" -> workload(type.kind(), object);
      case "autoscaling" -> AutoscalerDefaults.apply(type.version(), object);
      case "networking.k8s.io", "discovery.k8s.io" -> network(type.kind(), object);
      case "rbac.authorization.k8s.io" -> AccessDefaults.apply(object);
      case "storage.k8s.io" -> StorageDefaults.apply(type.kind(), object);
      default -> ExtensionDefaults.apply(type.kind(), object);
    }
  }

  /** A custom object as its CRD shows it now: with defaults that came after it was stored. */
  public static ObjectNode shown(ResourceType type, ObjectNode stored) {
    if (!type.custom() || !SchemaDefaults.isMissing(type, stored)) {
      return stored;
    }
    var copy = stored.deepCopy();
    SchemaDefaults.apply(type, copy);
    return copy;
  }

  private static void core(String kind, ObjectNode object) {
    switch (kind) {
      case "Pod" -> PodDefaults.pod(object);
      case "PodTemplate" -> Fill.with(object, "template", PodDefaults::template);
      case "ReplicationController" -> WorkloadDefaults.replicationController(object);
      case "Service" -> NetworkDefaults.service(object);
      case "Endpoints" -> NetworkDefaults.endpoints(object);
      case "Secret" -> CoreDefaults.secret(object);
      case "Namespace" -> CoreDefaults.namespace(object);
      case "PersistentVolumeClaim" -> StorageDefaults.claim(object);
      case "PersistentVolume" -> StorageDefaults.volume(object);
      case "Event" -> CoreDefaults.event(object);
      case "LimitRange" -> CoreDefaults.limitRange(object);
      default -> {}
    }
  }

  private static void workload(String kind, ObjectNode object) {
    switch (kind) {
      case "Deployment" -> WorkloadDefaults.deployment(object);
      case "ReplicaSet" -> WorkloadDefaults.replicaSet(object);
      case "StatefulSet" -> WorkloadDefaults.statefulSet(object);
      case "DaemonSet" -> WorkloadDefaults.daemonSet(object);
      case "Job" -> JobDefaults.job(object);
      case "CronJob" -> JobDefaults.cronJob(object);
      default -> {}
    }
  }

  private static void network(String kind, ObjectNode object) {
    switch (kind) {
      case "NetworkPolicy" -> NetworkDefaults.policy(object);
      case "IngressClass" -> NetworkDefaults.ingressClass(object);
      case "EndpointSlice" -> NetworkDefaults.endpointSlice(object);
      default -> {}
    }
  }
}
