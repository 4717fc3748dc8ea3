package io.openluffy.application.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.Where;
import io.openluffy.kube.Manifest;
import java.util.ArrayList;
import java.util.List;

/** Collects the objects of one rendering: lists are taken apart, each object is checked. */
final class ManifestReader {
  private final RenderLimits limits;
  private final List<Manifest> found = new ArrayList<>();

  ManifestReader(RenderLimits limits) {
    this.limits = limits;
  }

  List<Manifest> found() {
    return List.copyOf(found);
  }

  /** All documents of a tool's output or of a manifest file. */
  void readYaml(String text, String file) {
    YamlReader.each(
        text,
        file,
        limits,
        document -> {
          if (!document.json().isNull()) {
            read(document.json(), Where.at(file, document.line(), 1));
          }
        });
  }

  void read(JsonNode json, Where where) {
    if (!(json instanceof ObjectNode object)) {
      throw RenderProblems.bad(
          "not-a-manifest",
          "This document is no Kubernetes object but " + kindOf(json) + ".",
          where,
          "Write a map with apiVersion and kind.");
    }
    if (object.path("items").isArray()) {
      object.path("items").forEach(item -> read(item, where));
    } else if (!isEmptyList(object)) {
      add(object, where);
    }
  }

  private static String kindOf(JsonNode json) {
    return json.isArray() ? "a list" : "a single value";
  }

  /** {@code items:} with nothing behind it, and neither spec nor status. */
  private static boolean isEmptyList(ObjectNode object) {
    return object.path("items").isNull() && !object.has("spec") && !object.has("status");
  }

  private void add(ObjectNode object, Where where) {
    requireText(object, "kind", where);
    requireText(object, "apiVersion", where);
    var metadata = object.get("metadata");
    if (metadata != null && !metadata.isNull() && !metadata.isObject()) {
      throw RenderProblems.bad(
          "bad-metadata", "metadata must be a map.", where.field("metadata"), "");
    }
    for (var map : List.of("labels", "annotations")) {
      requireStrings(object.path("metadata").path(map), map, where);
    }
    if (found.size() >= limits.manifests()) {
      throw RenderProblems.tooMuch(
          "The number of objects", String.valueOf(limits.manifests()), where);
    }
    found.add(Manifest.owning(object));
  }

  private static void requireText(ObjectNode object, String field, Where where) {
    if (!object.path(field).isTextual() || object.path(field).asText().isEmpty()) {
      var name = object.at("/metadata/name").asText("");
      throw RenderProblems.bad(
          "not-a-manifest",
          "Object '"
              + field
              + "' is missing"
              + (name.isEmpty() ? "" : " in the object named '" + name + "'")
              + ".",
          where,
          "Write it as text.");
    }
  }

  private static void requireStrings(JsonNode map, String name, Where where) {
    for (var one : map.properties()) {
      var value = one.getValue();
      if (!value.isTextual() && !value.isNull()) {
        throw RenderProblems.bad(
            "bad-metadata",
            "metadata."
                + name
                + " contains non-string value in the map under key \""
                + one.getKey()
                + "\".",
            where.field("metadata." + name),
            "Put the value in quotes.");
      }
    }
  }
}
