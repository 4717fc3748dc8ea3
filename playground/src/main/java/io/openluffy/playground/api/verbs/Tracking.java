package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.apply.FieldSet;
import io.openluffy.playground.api.apply.WriteContext;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.wire.WireTypes;

/** Who wrote what, as seen by the verbs. */
final class Tracking {
  private static final FieldSet STATUS = FieldSet.path("f:status");
  private static final FieldSet SPEC = FieldSet.path("f:spec");

  private Tracking() {}

  static WriteContext context(Target target, WriteOptions how, Surroundings around) {
    var reset =
        target.isStatus()
            ? besideStatus(target.type())
            : target.type().hasStatus() ? STATUS : FieldSet.EMPTY;
    return new WriteContext(
        target.type().schema(),
        how.manager(),
        target.type().apiVersion(),
        target.subresource(),
        reset,
        around.now().toString());
  }

  /** What a writer of the status can't change, so that it is never his. */
  private static FieldSet besideStatus(ResourceType type) {
    if (type.custom()) {
      return SPEC.union(FieldSet.path("f:metadata"));
    }
    return switch (type.qualifiedName()) {
      case "deployments.apps" -> SPEC.union(FieldSet.path("f:metadata", "f:labels"));
      case "pods" -> SPEC.union(FieldSet.path("f:metadata", "f:ownerReferences"));
      default -> SPEC;
    };
  }

  /** The object before it was made: empty, but for what its kind always has. */
  static ObjectNode beforeCreate(ResourceType type, ObjectNode object) {
    var empty = Trees.object();
    if (type.custom()) {
      return empty;
    }
    WireTypes.builtIn().addAlwaysThere(type.schema().definition(), object, empty);
    return empty;
  }
}
