package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of volumes, claims and storage classes. */
final class StorageDefaults {
  private StorageDefaults() {}

  static void apply(String kind, ObjectNode object) {
    switch (kind) {
      case "StorageClass" -> {
        Fill.text(object, "reclaimPolicy", "Delete");
        Fill.text(object, "volumeBindingMode", "Immediate");
      }
      case "CSIDriver" -> driver(Fill.object(object, "spec"));
      default -> {}
    }
  }

  private static void driver(ObjectNode spec) {
    Fill.flag(spec, "attachRequired", true);
    Fill.flag(spec, "podInfoOnMount", false);
    Fill.flag(spec, "storageCapacity", false);
    Fill.flag(spec, "requiresRepublish", false);
    Fill.flag(spec, "seLinuxMount", false);
    Fill.text(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
    var modes = Fill.array(spec, "volumeLifecycleModes");
    if (modes.isEmpty()) {
      modes.add("Persistent");
    }
  }

  static void claim(ObjectNode claim) {
    Fill.text(Fill.object(claim, "spec"), "volumeMode", "Filesystem");
  }

  static void volume(ObjectNode volume) {
    var spec = Fill.object(volume, "spec");
    Fill.text(spec, "persistentVolumeReclaimPolicy", "Retain");
    Fill.text(spec, "volumeMode", "Filesystem");
    Fill.with(spec, "hostPath", path -> PodDefaults.emptyText(path, "type"));
  }
}
