package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.FieldPath;
import io.openluffy.playground.types.ResourceType;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks what every object has: name, labels, annotations, owners, finalizers. */
final class MetadataChecks {
  private static final int MOST_ANNOTATIONS = 256 * 1024;
  private static final FieldPath METADATA = FieldPath.of("metadata");

  private MetadataChecks() {}

  static void check(ResourceType type, JsonNode object, Complaints complaints) {
    var metadata = object.path("metadata");
    var name = metadata.path("name").asText();
    var prefix = metadata.path("generateName").asText();
    if (!prefix.isEmpty()) {
      var errors = NameRules.objectName(type, prefix, true);
      complaints.invalid(METADATA.child("generateName"), prefix, errors);
    }
    if (name.isEmpty()) {
      complaints.required(METADATA.child("name"), "name or generateName is required");
    } else {
      complaints.invalid(METADATA.child("name"), name, NameRules.objectName(type, name, false));
    }
    labels(metadata.path("labels"), METADATA.child("labels"), complaints);
    annotations(metadata.path("annotations"), METADATA.child("annotations"), complaints);
    owners(metadata.path("ownerReferences"), complaints);
    for (var finalizer : metadata.path("finalizers")) {
      var text = finalizer.asText();
      complaints.invalid(METADATA.child("finalizers"), text, NameRules.qualifiedName(text));
    }
  }

  static void labels(JsonNode labels, FieldPath at, Complaints complaints) {
    labels
        .properties()
        .forEach(
            label -> {
              var value = label.getValue().asText();
              complaints.invalid(at, label.getKey(), NameRules.qualifiedName(label.getKey()));
              complaints.invalid(at, value, NameRules.labelValue(value));
            });
  }

  static void annotations(JsonNode annotations, FieldPath at, Complaints complaints) {
    var size = 0L;
    for (var annotation : annotations.properties()) {
      var key = annotation.getKey();
      complaints.invalid(at, key, NameRules.qualifiedName(key.toLowerCase(Locale.ROOT)));
      size += key.length() + annotation.getValue().asText().length();
    }
    if (size > MOST_ANNOTATIONS) {
      complaints.tooLong(at, MOST_ANNOTATIONS);
    }
  }

  private static void owners(JsonNode owners, Complaints complaints) {
    var at = METADATA.child("ownerReferences");
    var controllers = 0;
    for (var owner : owners) {
      for (var field : new String[] {"apiVersion", "kind", "name", "uid"}) {
        if (owner.path(field).asText().isEmpty()) {
          complaints.invalid(
              at.child(field),
              "",
              field.equals("apiVersion") ? "version must not be empty" : "must not be empty");
        }
      }
      controllers += owner.path("controller").asBoolean() ? 1 : 0;
    }
    if (controllers > 1) {
      complaints.invalid(
          METADATA.child("ownerReferences"),
          owners,
          "Only one reference can have Controller set to true. Found \"true\" in references for "
              + owners.path(0).path("name").asText()
              + " and "
              + owners.path(1).path("name").asText());
    }
  }

  /** What an update may not change. */
  static void unchanged(JsonNode before, JsonNode after, Complaints complaints) {
    for (var field : new String[] {"name", "namespace", "uid", "creationTimestamp"}) {
      var now = after.path("metadata").path(field);
      if (!now.isMissingNode() && !now.equals(before.path("metadata").path(field))) {
        complaints.invalid(METADATA.child(field), now, "field is immutable");
      }
    }
    if (before.path("metadata").has("deletionTimestamp")) {
      noNewFinalizers(before.path("metadata"), after.path("metadata"), complaints);
    }
  }

  private static void noNewFinalizers(JsonNode before, JsonNode after, Complaints complaints) {
    var added =
        after
            .path("finalizers")
            .valueStream()
            .filter(one -> before.path("finalizers").valueStream().noneMatch(one::equals))
            .map(one -> "\"" + one.asText() + "\"")
            .collect(Collectors.joining(", "));
    if (!added.isEmpty()) {
      complaints.forbidden(
          METADATA.child("finalizers"),
          "no new finalizers can be added if the object is being deleted, found new finalizers"
              + " []string{%s}".formatted(added));
    }
  }
}
