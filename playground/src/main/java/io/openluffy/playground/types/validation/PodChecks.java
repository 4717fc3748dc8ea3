package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks pods and the templates that pods are made from. */
final class PodChecks {
  private static final String MAY_CHANGE =
      "pod updates may not change fields other than"
          + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
          + " (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
          + " be set to 1 if it was previously negative)";

  private PodChecks() {}

  static void template(JsonNode template, FieldPath at, Complaints complaints) {
    var metadata = template.path("metadata");
    var place = at.child("metadata");
    MetadataChecks.labels(metadata.path("labels"), place.child("labels"), complaints);
    MetadataChecks.annotations(
        metadata.path("annotations"), place.child("annotations"), complaints);
    spec(template.path("spec"), at.child("spec"), complaints);
  }

  static void spec(JsonNode spec, FieldPath at, Complaints complaints) {
    var volumes = volumes(spec.path("volumes"), at.child("volumes"), complaints);
    if (spec.path("containers").isEmpty()) {
      complaints.required(at.child("containers"), "");
    }
    var names = new HashSet<String>();
    for (var list : new String[] {"initContainers", "containers", "ephemeralContainers"}) {
      var index = 0;
      for (var container : spec.path(list)) {
        var here = at.child(list).index(index++);
        ContainerChecks.check(container, here, volumes, complaints);
        var name = container.path("name");
        if (!name.asText().isEmpty() && !names.add(name.asText())) {
          complaints.duplicate(here.child("name"), name);
        }
      }
    }
    Checks.oneOf(spec, "restartPolicy", List.of("Always", "OnFailure", "Never"), at, complaints);
    Checks.oneOf(
        spec,
        "dnsPolicy",
        List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
        at,
        complaints);
    MetadataChecks.labels(spec.path("nodeSelector"), at.child("nodeSelector"), complaints);
    for (var field : new String[] {"serviceAccountName", "nodeName", "priorityClassName"}) {
      var name = spec.path(field).asText();
      if (!name.isEmpty()) {
        complaints.invalid(at.child(field), name, NameRules.subdomain(name));
      }
    }
    Checks.notNegative(spec, "terminationGracePeriodSeconds", at, complaints);
    if (spec.has("activeDeadlineSeconds") && spec.path("activeDeadlineSeconds").asLong() < 1) {
      complaints.invalid(
          at.child("activeDeadlineSeconds"),
          spec.path("activeDeadlineSeconds"),
          "must be between 1 and 2147483647, inclusive");
    }
  }

  private static Set<String> volumes(JsonNode volumes, FieldPath at, Complaints complaints) {
    var names = new HashSet<String>();
    var index = 0;
    for (var volume : volumes) {
      var here = at.index(index++);
      var name = volume.path("name").asText();
      if (name.isEmpty()) {
        complaints.required(here.child("name"), "");
      } else {
        complaints.invalid(here.child("name"), name, NameRules.label(name));
        if (!names.add(name)) {
          complaints.duplicate(here.child("name"), volume.path("name"));
        }
      }
      if (volume.size() > 2) {
        complaints.forbidden(here, "may not specify more than 1 volume type");
      }
      var secret = volume.path("secret");
      if (secret.isObject() && secret.path("secretName").asText().isEmpty()) {
        complaints.required(here.child("secret").child("secretName"), "");
      }
      var map = volume.path("configMap");
      if (map.isObject() && map.path("name").asText().isEmpty()) {
        complaints.required(here.child("configMap").child("name"), "");
      }
    }
    return names;
  }

  /** Of a pod that exists, little may change. */
  static void updated(JsonNode before, JsonNode after, Complaints complaints) {
    if (!fixed(before.path("spec")).equals(fixed(after.path("spec")))) {
      complaints.forbidden(FieldPath.of("spec"), MAY_CHANGE);
    }
  }

  private static JsonNode fixed(JsonNode spec) {
    if (!(spec.deepCopy() instanceof ObjectNode copy)) {
      return spec;
    }
    for (var list : new String[] {"containers", "initContainers"}) {
      copy.path(list).forEach(container -> ((ObjectNode) container).remove("image"));
    }
    return copy.without(
        List.of(
            "activeDeadlineSeconds",
            "tolerations",
            "terminationGracePeriodSeconds",
            "schedulingGates"));
  }
}
