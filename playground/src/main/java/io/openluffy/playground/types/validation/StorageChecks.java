package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.FieldPath;
import java.util.List;

/** Checks volumes, claims and storage classes. */
final class StorageChecks {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> MODES =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");

  private StorageChecks() {}

  static void claim(JsonNode claim, Complaints complaints) {
    var spec = claim.path("spec");
    modes(spec, complaints);
    if (!spec.path("resources").path("requests").has("storage")) {
      complaints.required(SPEC.child("resources").key("storage"), "");
    }
    Checks.oneOf(spec, "volumeMode", List.of("Block", "Filesystem"), SPEC, complaints);
  }

  static void volume(JsonNode volume, Complaints complaints) {
    var spec = volume.path("spec");
    modes(spec, complaints);
    if (spec.path("capacity").isEmpty()) {
      complaints.required(SPEC.child("capacity"), "");
    }
    Checks.oneOf(
        spec,
        "persistentVolumeReclaimPolicy",
        List.of("Delete", "Recycle", "Retain"),
        SPEC,
        complaints);
    Checks.oneOf(spec, "volumeMode", List.of("Block", "Filesystem"), SPEC, complaints);
  }

  private static void modes(JsonNode spec, Complaints complaints) {
    var at = SPEC.child("accessModes");
    if (spec.path("accessModes").isEmpty()) {
      complaints.required(at, "at least 1 access mode is required");
    }
    for (var mode : spec.path("accessModes")) {
      if (!MODES.contains(mode.asText())) {
        complaints.unsupported(at, mode, MODES);
      }
    }
  }

  static void claimUpdated(JsonNode before, JsonNode after, Complaints complaints) {
    var binding = before.path("spec").path("volumeName").asText().isEmpty();
    if (!fixed(before.path("spec"), binding).equals(fixed(after.path("spec"), binding))) {
      complaints.forbidden(
          SPEC,
          "spec is immutable after creation except resources.requests and"
              + " volumeAttributesClassName for bound claims");
    }
  }

  private static JsonNode fixed(JsonNode spec, boolean binding) {
    if (!(spec.deepCopy() instanceof ObjectNode copy)) {
      return spec;
    }
    copy.remove(List.of("resources", "volumeAttributesClassName"));
    if (binding) {
      copy.remove(List.of("volumeName", "storageClassName"));
    }
    return copy;
  }

  static void storageClass(JsonNode storageClass, Complaints complaints) {
    Checks.required(storageClass, "provisioner", FieldPath.ROOT, complaints);
    Checks.oneOf(
        storageClass, "reclaimPolicy", List.of("Delete", "Retain"), FieldPath.ROOT, complaints);
    Checks.oneOf(
        storageClass,
        "volumeBindingMode",
        List.of("Immediate", "WaitForFirstConsumer"),
        FieldPath.ROOT,
        complaints);
  }

  static void storageClassUpdated(JsonNode before, JsonNode after, Complaints complaints) {
    for (var field : new String[] {"parameters", "provisioner", "reclaimPolicy"}) {
      if (!before.path(field).equals(after.path(field))) {
        complaints.forbidden(FieldPath.of(field), "updates to " + field + " are forbidden.");
      }
    }
    Checks.immutable(before, after, "volumeBindingMode", FieldPath.ROOT, complaints);
  }
}
