package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.Schema;
import java.util.List;

/** Says what is wrong with an object, after defaulting; an empty list means nothing. */
public final class Validation {
  private Validation() {}

  public static List<FieldError> ofCreate(ResourceType type, ObjectNode object) {
    var complaints = new Complaints();
    MetadataChecks.check(type, object, complaints);
    content(type, object, complaints);
    return complaints.all();
  }

  public static List<FieldError> ofUpdate(ResourceType type, ObjectNode before, ObjectNode after) {
    var complaints = new Complaints();
    MetadataChecks.check(type, after, complaints);
    MetadataChecks.unchanged(before, after, complaints);
    content(type, after, complaints);
    if (!type.custom()) {
      changes(type, before, after, complaints);
    }
    return complaints.all();
  }

  public static List<FieldError> ofStatusUpdate(
      ResourceType type, ObjectNode before, ObjectNode after) {
    var complaints = new Complaints();
    MetadataChecks.unchanged(before, after, complaints);
    if (type.custom()) {
      custom(type, after, complaints);
    }
    return complaints.all();
  }

  private static void content(ResourceType type, ObjectNode object, Complaints complaints) {
    if (type.custom()) {
      custom(type, object, complaints);
      return;
    }
    switch (type.kind()) {
      case "Pod" -> PodChecks.spec(object.path("spec"), FieldPath.of("spec"), complaints);
      case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet" ->
          WorkloadChecks.check(type.kind(), object, complaints);
      case "Job" -> JobChecks.job(object, complaints);
      case "CronJob" -> JobChecks.cronJob(object, complaints);
      case "Service" -> NetworkChecks.service(object, complaints);
      case "Ingress" -> NetworkChecks.ingress(object, complaints);
      case "NetworkPolicy" -> NetworkChecks.policy(object, complaints);
      case "ConfigMap" -> ConfigChecks.configMap(object, complaints);
      case "Secret" -> ConfigChecks.secret(object, complaints);
      case "PersistentVolumeClaim" -> StorageChecks.claim(object, complaints);
      case "PersistentVolume" -> StorageChecks.volume(object, complaints);
      case "StorageClass" -> StorageChecks.storageClass(object, complaints);
      case "HorizontalPodAutoscaler" -> PolicyChecks.autoscaler(object, complaints);
      case "PodDisruptionBudget" -> PolicyChecks.disruptionBudget(object, complaints);
      case "Role", "ClusterRole" -> PolicyChecks.role(object, complaints);
      case "RoleBinding", "ClusterRoleBinding" -> PolicyChecks.binding(object, complaints);
      case "CustomResourceDefinition" -> DefinitionChecks.check(object, complaints);
      default -> required(type.schema(), object, FieldPath.ROOT, complaints);
    }
  }

  /** What an update may not do to what is there. */
  private static void changes(
      ResourceType type, ObjectNode before, ObjectNode after, Complaints complaints) {
    switch (type.kind()) {
      case "Pod" -> PodChecks.updated(before, after, complaints);
      case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet" ->
          WorkloadChecks.updated(type.kind(), before, after, complaints);
      case "Job" -> JobChecks.jobUpdated(before, after, complaints);
      case "Service" -> NetworkChecks.serviceUpdated(before, after, complaints);
      case "ConfigMap", "Secret" -> ConfigChecks.updated(type.kind(), before, after, complaints);
      case "PersistentVolumeClaim" -> StorageChecks.claimUpdated(before, after, complaints);
      case "StorageClass" -> StorageChecks.storageClassUpdated(before, after, complaints);
      case "RoleBinding", "ClusterRoleBinding" ->
          PolicyChecks.bindingUpdated(before, after, complaints);
      case "CustomResourceDefinition" -> DefinitionChecks.updated(before, after, complaints);
      default -> {}
    }
  }

  private static void custom(ResourceType type, ObjectNode object, Complaints complaints) {
    if (type.customSchema().isEmpty()) {
      return;
    }
    var schema = type.customSchema().get();
    new SchemaChecks(complaints).check(schema, object, FieldPath.ROOT);
  }

  /** For kinds without checks of their own: the fields that their definitions require. */
  private static void required(Schema schema, JsonNode value, FieldPath at, Complaints complaints) {
    for (var name : schema.required()) {
      if (!value.has(name)) {
        complaints.required(at.child(name), "");
      }
    }
    schema
        .fields()
        .forEach(
            (name, field) -> {
              var inner = value.path(name);
              var here = at.child(name);
              if (name.equals("metadata") || name.equals("status")) {
                return;
              }
              if (inner.isObject()) {
                required(field, inner, here, complaints);
              } else if (inner.isArray()) {
                var items = field.items().orElse(Schema.ANY);
                for (var i = 0; i < inner.size(); i++) {
                  required(items, inner.get(i), here.index(i), complaints);
                }
              }
            });
  }
}
