package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Column;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.conversion.Conversion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Prints objects as {@code meta.k8s.io/v1 Table}, as {@code kubectl get} asks for them. */
public final class Tables {
  private static final List<Column> PLAIN =
      List.of(
          new Column("Name", "string", "name", "", 0, ""),
          new Column("Created At", "date", "", "", 0, ""));

  private final InstantSource clock;

  public Tables(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param listMetadata of the list, or of the object when only one is shown
   * @param withColumns false for the second and later events of a watch
   */
  public ObjectNode table(
      ResourceType type,
      List<ObjectNode> objects,
      IncludeObject include,
      ObjectNode listMetadata,
      boolean withColumns) {
    var table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.set("metadata", listMetadata);
    if (withColumns) {
      var definitions = table.putArray("columnDefinitions");
      columns(type).forEach(column -> define(definitions.addObject(), column));
    } else {
      table.putNull("columnDefinitions");
    }
    var now = clock.instant();
    var rows = table.putArray("rows");
    objects.forEach(object -> row(rows.addObject(), type, object, include, now));
    return table;
  }

  private static List<Column> columns(ResourceType type) {
    return type.columns().isEmpty() ? PLAIN : type.columns();
  }

  private static void define(ObjectNode definition, Column column) {
    definition
        .put("name", column.name())
        .put("type", column.type())
        .put("format", column.format())
        .put("description", column.description())
        .put("priority", column.priority());
  }

  private static void row(
      ObjectNode row, ResourceType type, ObjectNode object, IncludeObject include, Instant now) {
    if (type.custom()) {
      row.set("cells", CustomRows.cells(type, object, now));
    } else {
      var cells = new Cells(printed(type, object), now);
      Rows.fill(type, cells);
      row.set("cells", cells.all());
      end(row, type, object);
    }
    switch (include) {
      case NONE -> row.putNull("object");
      case METADATA -> {
        var partial = row.putObject("object").put("kind", "PartialObjectMetadata");
        partial.put("apiVersion", "meta.k8s.io/v1").set("metadata", object.path("metadata"));
      }
      case OBJECT -> row.set("object", object);
    }
  }

  /** Events are printed from their core shape, whichever group shows them. */
  private static JsonNode printed(ResourceType type, ObjectNode object) {
    return type.group().equals("events.k8s.io") ? Conversion.toCoreEvent(object) : object;
  }

  /** Marks pods that have ended, so that clients may leave them out. */
  private static void end(ObjectNode row, ResourceType type, ObjectNode object) {
    if (!type.kind().equals("Pod")) {
      return;
    }
    var phase = object.path("status").path("phase").asText();
    var message =
        switch (phase) {
          case "Succeeded" -> "The pod has completed successfully.";
          case "Failed" -> "The pod failed.";
          default -> "";
        };
    if (!message.isEmpty()) {
      row.putArray("conditions")
          .addObject()
          .put("type", "Completed")
          .put("status", "True")
          .put("reason", phase)
          .put("message", message);
    }
  }
}
