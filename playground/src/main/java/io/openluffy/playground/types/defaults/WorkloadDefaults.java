package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of the kinds that keep pods running. */
final class WorkloadDefaults {
  private WorkloadDefaults() {}

  static void deployment(ObjectNode deployment) {
    var spec = replicated(deployment);
    Fill.number(spec, "revisionHistoryLimit", 10);
    Fill.number(spec, "progressDeadlineSeconds", 600);
    var strategy = Fill.object(spec, "strategy");
    Fill.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      var rolling = Fill.object(strategy, "rollingUpdate");
      share(rolling, "maxUnavailable", "25%");
      share(rolling, "maxSurge", "25%");
    }
  }

  static void replicaSet(ObjectNode replicaSet) {
    replicated(replicaSet);
  }

  static void replicationController(ObjectNode controller) {
    var spec = replicated(controller);
    var labels = spec.path("template").path("metadata").path("labels");
    if (!labels.isEmpty()) {
      if (spec.path("selector").isEmpty()) {
        spec.set("selector", labels.deepCopy());
      }
      var metadata = Fill.object(controller, "metadata");
      if (metadata.path("labels").isEmpty()) {
        metadata.set("labels", labels.deepCopy());
      }
    }
  }

  static void statefulSet(ObjectNode set) {
    var spec = replicated(set);
    Fill.text(spec, "podManagementPolicy", "OrderedReady");
    Fill.number(spec, "revisionHistoryLimit", 10);
    var strategy = Fill.object(spec, "updateStrategy");
    Fill.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      Fill.number(Fill.object(strategy, "rollingUpdate"), "partition", 0);
    }
    var retention = Fill.object(spec, "persistentVolumeClaimRetentionPolicy");
    Fill.text(retention, "whenDeleted", "Retain");
    Fill.text(retention, "whenScaled", "Retain");
    Fill.each(spec, "volumeClaimTemplates", WorkloadDefaults::claimTemplate);
  }

  private static void claimTemplate(ObjectNode claim) {
    claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
    StorageDefaults.claim(claim);
    Fill.text(Fill.object(claim, "status"), "phase", "Pending");
  }

  static void daemonSet(ObjectNode set) {
    var spec = Fill.object(set, "spec");
    PodDefaults.template(Fill.object(spec, "template"));
    Fill.number(spec, "revisionHistoryLimit", 10);
    var strategy = Fill.object(spec, "updateStrategy");
    Fill.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      var rolling = Fill.object(strategy, "rollingUpdate");
      Fill.number(rolling, "maxUnavailable", 1);
      Fill.number(rolling, "maxSurge", 0);
    }
  }

  private static ObjectNode replicated(ObjectNode workload) {
    var spec = Fill.object(workload, "spec");
    Fill.number(spec, "replicas", 1);
    PodDefaults.template(Fill.object(spec, "template"));
    return spec;
  }

  private static void share(ObjectNode in, String field, String value) {
    if (!in.hasNonNull(field)) {
      in.put(field, value);
    }
  }
}
