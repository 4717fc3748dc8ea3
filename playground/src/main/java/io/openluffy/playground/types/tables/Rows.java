package io.openluffy.playground.types.tables;

import io.openluffy.playground.types.Column;
import io.openluffy.playground.types.ResourceType;
import java.util.Map;
import java.util.function.Consumer;

/** Knows how each built-in kind fills its row. */
final class Rows {
  private static final Map<String, Consumer<Cells>> BY_KIND =
      Map.ofEntries(
          Map.entry("Pod", PodRows::pod),
          Map.entry("PodTemplate", PodRows::template),
          Map.entry("Deployment", WorkloadRows::deployment),
          Map.entry("ReplicaSet", WorkloadRows::replicaSet),
          Map.entry("ReplicationController", WorkloadRows::replicationController),
          Map.entry("StatefulSet", WorkloadRows::statefulSet),
          Map.entry("DaemonSet", WorkloadRows::daemonSet),
          Map.entry("Job", WorkloadRows::job),
          Map.entry("CronJob", WorkloadRows::cronJob),
          Map.entry("ControllerRevision", WorkloadRows::controllerRevision),
          Map.entry("Service", NetworkRows::service),
          Map.entry("Ingress", NetworkRows::ingress),
          Map.entry("IngressClass", NetworkRows::ingressClass),
          Map.entry("Endpoints", NetworkRows::endpoints),
          Map.entry("EndpointSlice", NetworkRows::endpointSlice),
          Map.entry("NetworkPolicy", NetworkRows::policy),
          Map.entry("ServiceCIDR", NetworkRows::addressRange),
          Map.entry("IPAddress", NetworkRows::address),
          Map.entry("Node", CoreRows::node),
          Map.entry("Namespace", CoreRows::namespace),
          Map.entry("Event", CoreRows::event),
          Map.entry("ConfigMap", CoreRows::configMap),
          Map.entry("Secret", CoreRows::secret),
          Map.entry("ServiceAccount", CoreRows::serviceAccount),
          Map.entry("ResourceQuota", CoreRows::quota),
          Map.entry("PersistentVolumeClaim", StorageRows::claim),
          Map.entry("PersistentVolume", StorageRows::volume),
          Map.entry("StorageClass", cells -> StorageRows.storageClass(cells, cells.object())),
          Map.entry("CSIDriver", StorageRows::driver),
          Map.entry(
              "CSINode", cells -> cells.name().number(cells.spec().path("drivers").size()).age()),
          Map.entry("VolumeAttachment", StorageRows::attachment),
          Map.entry(
              "VolumeAttributesClass",
              cells -> cells.name().text(cells.object().path("driverName")).age()),
          Map.entry("HorizontalPodAutoscaler", PolicyRows::autoscaler),
          Map.entry("PodDisruptionBudget", PolicyRows::disruptionBudget),
          Map.entry("RoleBinding", PolicyRows::binding),
          Map.entry("ClusterRoleBinding", PolicyRows::binding),
          Map.entry("MutatingWebhookConfiguration", PolicyRows::webhooks),
          Map.entry("ValidatingWebhookConfiguration", PolicyRows::webhooks),
          Map.entry("ValidatingAdmissionPolicy", PolicyRows::admissionPolicy),
          Map.entry("ValidatingAdmissionPolicyBinding", PolicyRows::admissionBinding),
          Map.entry("APIService", PolicyRows::apiService),
          Map.entry("PriorityClass", PolicyRows::priorityClass),
          Map.entry("CertificateSigningRequest", PolicyRows::signingRequest),
          Map.entry("Lease", cells -> cells.name().text(cells.spec().path("holderIdentity")).age()),
          Map.entry(
              "RuntimeClass", cells -> cells.name().text(cells.object().path("handler")).age()));

  private Rows() {}

  static void fill(ResourceType type, Cells cells) {
    var known = BY_KIND.get(type.kind());
    if (known != null) {
      known.accept(cells);
    } else {
      type.columns().forEach(column -> common(column, cells));
    }
  }

  /** For kinds that nobody looks at often: what every object has. */
  private static void common(Column column, Cells cells) {
    switch (column.name()) {
      case "Name" -> cells.name();
      case "Age" -> cells.age();
      case "Created At" -> cells.text(cells.object().path("metadata").path("creationTimestamp"));
      default -> {
        switch (column.type()) {
          case "integer", "boolean" -> cells.none();
          default -> cells.text("");
        }
      }
    }
  }
}
