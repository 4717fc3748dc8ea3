package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** Rows of volumes, claims and storage classes. */
final class StorageRows {
  private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

  private StorageRows() {}

  static void claim(Cells cells) {
    var spec = cells.spec();
    var bound = !spec.path("volumeName").asText().isEmpty();
    var status = cells.status();
    cells
        .name()
        .text(phase(cells))
        .text(spec.path("volumeName"))
        .text(bound ? status.path("capacity").path("storage").asText() : "")
        .text(bound ? Words.accessModes(status.path("accessModes")) : "")
        .text(storageClass(cells))
        .text(spec.path("volumeAttributesClassName"), Words.UNSET)
        .age()
        .text(spec.path("volumeMode"), Words.UNSET);
  }

  static void volume(Cells cells) {
    var spec = cells.spec();
    var claim = spec.path("claimRef");
    cells
        .name()
        .text(spec.path("capacity").path("storage"))
        .text(Words.accessModes(spec.path("accessModes")))
        .text(spec.path("persistentVolumeReclaimPolicy"))
        .text(phase(cells))
        .text(
            claim.isObject()
                ? claim.path("namespace").asText() + "/" + claim.path("name").asText()
                : "")
        .text(storageClass(cells))
        .text(spec.path("volumeAttributesClassName"), Words.UNSET)
        .text(cells.status().path("reason"))
        .age()
        .text(spec.path("volumeMode"), Words.UNSET);
  }

  private static String phase(Cells cells) {
    return Words.isDeleting(cells.object()) ? "Terminating" : cells.status().path("phase").asText();
  }

  private static String storageClass(Cells cells) {
    var annotated = annotation(cells.object(), OLD_CLASS);
    return annotated.isEmpty() ? cells.spec().path("storageClassName").asText("") : annotated;
  }

  private static String annotation(JsonNode object, String name) {
    return object.path("metadata").path("annotations").path(name).asText("");
  }

  static void storageClass(Cells cells, JsonNode object) {
    var name = object.path("metadata").path("name").asText();
    var standard = annotation(object, DEFAULT_CLASS).equals("true");
    cells
        .text(standard ? name + " (default)" : name)
        .text(object.path("provisioner"))
        .text(object.path("reclaimPolicy"), "Delete")
        .text(object.path("volumeBindingMode"), Words.UNSET)
        .flag(object.path("allowVolumeExpansion"))
        .age();
  }

  static void driver(Cells cells) {
    var spec = cells.spec();
    var audiences = spec.path("tokenRequests").valueStream();
    var tokens =
        audiences.map(token -> token.path("audience").asText()).collect(Collectors.joining(","));
    cells
        .name()
        .flag(spec.path("attachRequired"))
        .flag(spec.path("podInfoOnMount"))
        .flag(spec.path("storageCapacity"))
        .text(tokens.isEmpty() ? Words.UNSET : tokens)
        .flag(spec.path("requiresRepublish"))
        .text(Words.orNone(Words.join(spec.path("volumeLifecycleModes"), ",")))
        .age();
  }

  static void attachment(Cells cells) {
    cells
        .name()
        .text(cells.spec().path("attacher"))
        .text(cells.spec().path("source").path("persistentVolumeName"))
        .text(cells.spec().path("nodeName"))
        .flag(cells.status().path("attached"))
        .age();
  }
}
