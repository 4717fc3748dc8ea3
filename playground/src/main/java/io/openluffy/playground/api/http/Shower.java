package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.StoredObject;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.api.verbs.Versions;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.tables.IncludeObject;
import io.openluffy.playground.types.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Shows objects in the form that a client asked for. */
final class Shower {
  private final Tables tables;

  Shower(Tables tables) {
    this.tables = tables;
  }

  /** One object as JSON; written once however many ask for it as it is kept. */
  byte[] json(ResourceType type, StoredObject object, Form form) {
    var shown = Versions.shown(type, object.tree());
    return form == Form.OBJECT && Trees.identical(shown, object.tree())
        ? object.json()
        : Json.bytes(tree(type, shown, form, IncludeObject.METADATA, true));
  }

  /** Writes one of a list; only of custom kinds each says what it is. */
  void item(ResourceType type, StoredObject object, ByteArrayOutputStream out) {
    var shown = Versions.shown(type, object.tree());
    if (type.custom()) {
      out.writeBytes(json(type, object, Form.OBJECT));
    } else if (Trees.identical(shown, object.tree())) {
      object.writeItem(out);
    } else {
      out.writeBytes(Json.bytes(item(type, shown)));
    }
  }

  static ObjectNode item(ResourceType type, ObjectNode shown) {
    return type.custom() ? shown : Trees.without(Trees.without(shown, "kind"), "apiVersion");
  }

  /** One object; {@code withColumns} is false for the later events of a watch. */
  ObjectNode tree(
      ResourceType type, ObjectNode object, Form form, IncludeObject include, boolean withColumns) {
    return switch (form) {
      case OBJECT -> object;
      case METADATA -> metadata(object);
      case TABLE -> tables.table(type, List.of(object), include, listMetadata(object), withColumns);
      case METADATA_LIST -> metadata(object);
    };
  }

  ObjectNode table(
      ResourceType type, List<ObjectNode> objects, IncludeObject include, ObjectNode metadata) {
    return tables.table(type, objects, include, metadata, true);
  }

  static ObjectNode metadata(ObjectNode object) {
    var shown =
        Trees.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    shown.set("metadata", object.path("metadata"));
    return shown;
  }

  static IncludeObject include(Call call) {
    var asked = call.query().text("includeObject");
    return IncludeObject.of(asked)
        .orElseThrow(
            () ->
                VerbErrors.badRequest(
                    "Unable to convert to Table as requested: includeObject: Invalid value: \"%s\": must be 'Metadata', 'Object', 'None', or empty"
                        .formatted(asked)));
  }

  private static ObjectNode listMetadata(ObjectNode object) {
    var version = object.path("metadata").path("resourceVersion").asText();
    return version.isEmpty() ? Trees.object() : Trees.object().put("resourceVersion", version);
  }
}
