package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Defaults of pods and of the templates that pods are made from. */
final class PodDefaults {
  private PodDefaults() {}

  static void pod(ObjectNode pod) {
    var spec = Fill.object(pod, "spec");
    spec(spec);
    Fill.flag(spec, "enableServiceLinks", true);
    Fill.each(spec, "containers", PodDefaults::requests);
    Fill.each(spec, "initContainers", PodDefaults::requests);
  }

  static void template(ObjectNode template) {
    Fill.object(template, "metadata");
    spec(Fill.object(template, "spec"));
  }

  private static void spec(ObjectNode spec) {
    Fill.text(spec, "restartPolicy", "Always");
    Fill.text(spec, "dnsPolicy", "ClusterFirst");
    Fill.text(spec, "schedulerName", "default-scheduler");
    Fill.number(spec, "terminationGracePeriodSeconds", 30);
    Fill.object(spec, "securityContext");
    var hostNetwork = spec.path("hostNetwork").asBoolean();
    for (var list : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
      Fill.each(spec, list, container -> ContainerDefaults.apply(container, hostNetwork));
    }
    Fill.each(spec, "volumes", PodDefaults::volume);
    sameAccount(spec);
  }

  /** The old name of the field is kept equal to the new one. */
  private static void sameAccount(ObjectNode spec) {
    var account = spec.path("serviceAccountName").asText(spec.path("serviceAccount").asText());
    if (!account.isEmpty()) {
      spec.put("serviceAccountName", account).put("serviceAccount", account);
    }
  }

  private static void requests(ObjectNode container) {
    var resources = Fill.object(container, "resources");
    resources
        .path("limits")
        .properties()
        .forEach(
            limit -> {
              var requests = Fill.object(resources, "requests");
              if (!requests.has(limit.getKey())) {
                requests.set(limit.getKey(), limit.getValue());
              }
            });
  }

  private static void volume(ObjectNode volume) {
    if (volume.properties().stream().noneMatch(PodDefaults::isSource)) {
      volume.putObject("emptyDir");
    }
    for (var source : new String[] {"secret", "configMap", "downwardAPI", "projected"}) {
      Fill.with(volume, source, PodDefaults::files);
    }
    Fill.with(volume, "hostPath", path -> emptyText(path, "type"));
    Fill.with(
        volume.path("ephemeral").path("volumeClaimTemplate"),
        "spec",
        claim -> Fill.text(claim, "volumeMode", "Filesystem"));
  }

  private static boolean isSource(Map.Entry<String, JsonNode> field) {
    return !field.getKey().equals("name") && !field.getValue().isNull();
  }

  private static void files(ObjectNode source) {
    Fill.number(source, "defaultMode", 420);
    Fill.each(source, "items", PodDefaults::fieldReference);
    Fill.each(
        source,
        "sources",
        inner -> {
          Fill.with(
              inner, "serviceAccountToken", token -> Fill.number(token, "expirationSeconds", 3600));
          Fill.with(
              inner, "downwardAPI", api -> Fill.each(api, "items", PodDefaults::fieldReference));
        });
  }

  static void fieldReference(ObjectNode in) {
    Fill.with(in, "fieldRef", reference -> Fill.text(reference, "apiVersion", "v1"));
  }

  static void emptyText(ObjectNode in, String field) {
    if (!in.hasNonNull(field)) {
      in.put(field, "");
    }
  }
}
