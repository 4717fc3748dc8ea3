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
  private static final FieldSet ALL_BUT_STATUS =
      FieldSet.path("f:spec").union(FieldSet.path("f:metadata"));

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
    WireTypes.builtIn().addAlwaysThere(type.schema().definition(), object, empty);
    return empty;
  }
}
