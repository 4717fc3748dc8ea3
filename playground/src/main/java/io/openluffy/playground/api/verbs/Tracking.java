package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.FieldSet;
import io.openluffy.playground.api.apply.WriteContext;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.ResourceType;
import java.util.List;

/** Who wrote what, as seen by the verbs. */
final class Tracking {
  private static final FieldSet STATUS = FieldSet.path("f:status");
  private static final FieldSet ALL_BUT_STATUS =
      FieldSet.path("f:spec").union(FieldSet.path("f:metadata"));

  /** The parts of built-in kinds that are always there, even when nobody wrote them. */
  private static final List<List<String>> ALWAYS_THERE =
      List.of(
          List.of("metadata"),
          List.of("status"),
          List.of("spec"),
          List.of("spec", "strategy"),
          List.of("spec", "updateStrategy"),
          List.of("spec", "template"),
          List.of("spec", "template", "metadata"),
          List.of("spec", "template", "spec"),
          List.of("spec", "jobTemplate"),
          List.of("spec", "jobTemplate", "metadata"),
          List.of("spec", "jobTemplate", "spec"),
          List.of("spec", "jobTemplate", "spec", "template"),
          List.of("spec", "jobTemplate", "spec", "template", "metadata"),
          List.of("spec", "jobTemplate", "spec", "template", "spec"));

  private Tracking() {}

  static WriteContext context(Target target, WriteOptions how, Surroundings around) {
    var reset =
        target.isStatus() ? ALL_BUT_STATUS : target.type().hasStatus() ? STATUS : FieldSet.EMPTY;
    return new WriteContext(
        target.type().schema(),
        how.manager(),
        target.type().apiVersion(),
        target.subresource(),
        reset,
        around.now().toString());
  }

  /** The object before it was made: empty, but for what its kind always has. */
  static ObjectNode beforeCreate(ResourceType type, ObjectNode object) {
    var empty = Trees.object();
    if (type.custom()) {
      return empty;
    }
    for (var path : ALWAYS_THERE) {
      var there = object.at("/" + String.join("/", path));
      if (there.isObject()) {
        var parent = empty;
        for (var name : path) {
          parent = parent.withObjectProperty(name);
        }
      }
    }
    return empty;
  }
}
