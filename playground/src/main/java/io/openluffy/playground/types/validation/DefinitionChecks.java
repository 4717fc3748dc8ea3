package io.openluffy.playground.types.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.FieldPath;
import java.util.List;

/** Checks CRDs: names, versions, and that each version has a structural schema. */
final class DefinitionChecks {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final int DEEPEST = 200;

  private DefinitionChecks() {}

  static void check(JsonNode crd, Complaints complaints) {
    var spec = crd.path("spec");
    var names = spec.path("names");
    var plural = names.path("plural").asText();
    var name = crd.path("metadata").path("name").asText();
    if (!name.equals(plural + "." + spec.path("group").asText())) {
      complaints.invalid(
          FieldPath.of("metadata.name"), name, "must be spec.names.plural+\".\"+spec.group");
    }
    Checks.required(spec, "group", SPEC, complaints);
    Checks.required(spec, "scope", SPEC, complaints);
    Checks.oneOf(spec, "scope", List.of("Cluster", "Namespaced"), SPEC, complaints);
    for (var field : new String[] {"plural", "singular", "kind", "listKind"}) {
      Checks.required(names, field, SPEC.child("names"), complaints);
    }
    for (var field : new String[] {"plural", "singular"}) {
      var text = names.path(field).asText();
      if (!text.isEmpty()) {
        complaints.invalid(SPEC.child("names").child(field), text, NameRules.dns1035(text));
      }
    }
    versions(spec.path("versions"), complaints);
  }

  private static void versions(JsonNode versions, Complaints complaints) {
    var at = SPEC.child("versions");
    if (versions.isEmpty()) {
      complaints.required(at, "must have at least one version");
      return;
    }
    Checks.uniqueNames(versions, at, complaints);
    var stored = 0;
    var index = 0;
    for (var version : versions) {
      var here = at.index(index++);
      stored += version.path("storage").asBoolean() ? 1 : 0;
      var name = version.path("name").asText();
      complaints.invalid(here.child("name"), name, NameRules.dns1035(name));
      var schema = version.path("schema").path("openAPIV3Schema");
      var place = here.child("schema").child("openAPIV3Schema");
      if (!schema.isObject()) {
        complaints.required(place, "schemas are required");
        continue;
      }
      if (!schema.path("type").asText().equals("object")) {
        complaints.invalid(place.child("type"), schema.path("type"), "must be object at the root");
      }
      structural(schema, place, 0, complaints);
    }
    if (stored != 1) {
      complaints.invalid(at, versions, "must have exactly one version marked as storage version");
    }
  }

  /** Each node names a type, unless it takes a number or text, or anything. */
  private static void structural(JsonNode schema, FieldPath at, int depth, Complaints complaints) {
    if (depth > DEEPEST) {
      complaints.forbidden(at, "schema is nested deeper than " + DEEPEST + " levels");
      return;
    }
    var free =
        schema.path("x-kubernetes-int-or-string").asBoolean()
            || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    if (schema.path("type").asText().isEmpty() && !free) {
      complaints.required(at.child("type"), "must not be empty for specified object fields");
    }
    if (schema.has("properties") && schema.has("additionalProperties")) {
      complaints.forbidden(
          at.child("additionalProperties"),
          "additionalProperties and properties are mutual exclusive");
    }
    if (schema.path("type").asText().equals("array") && !schema.path("items").isObject()) {
      complaints.required(at.child("items"), "must be specified");
    }
    for (var property : schema.path("properties").properties()) {
      structural(
          property.getValue(),
          at.child("properties").key(property.getKey()),
          depth + 1,
          complaints);
    }
    for (var inner : new String[] {"items", "additionalProperties"}) {
      if (schema.path(inner).isObject()) {
        structural(schema.path(inner), at.child(inner), depth + 1, complaints);
      }
    }
  }

  static void updated(JsonNode before, JsonNode after, Complaints complaints) {
    var old = before.path("spec");
    var now = after.path("spec");
    Checks.immutable(old, now, "group", SPEC, complaints);
    Checks.immutable(old, now, "scope", SPEC, complaints);
    var names = SPEC.child("names");
    Checks.immutable(old.path("names"), now.path("names"), "kind", names, complaints);
    Checks.immutable(old.path("names"), now.path("names"), "plural", names, complaints);
    for (var stored : after.path("status").path("storedVersions")) {
      var listed =
          now.path("versions")
              .valueStream()
              .anyMatch(version -> version.path("name").equals(stored));
      if (!listed) {
        complaints.invalid(
            FieldPath.of("status.storedVersions").index(0),
            stored,
            "missing from spec.versions; "
                + stored.asText()
                + " was previously a storage version, and must remain in spec.versions until a"
                + " storage migration ensures no data remains persisted in "
                + stored.asText()
                + " and removes "
                + stored.asText()
                + " from status.storedVersions");
      }
    }
  }
}
