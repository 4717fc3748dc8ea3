package io.openluffy.playground.types.tables;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import java.time.InstantSource;
import java.util.List;

/** Prints objects as {@code meta.k8s.io/v1 Table}, as {@code kubectl get} asks for them. */
public final class Tables {
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
    table.put("printedAt", clock.instant().toString());
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.set("metadata", listMetadata);
    return table;
  }
}
