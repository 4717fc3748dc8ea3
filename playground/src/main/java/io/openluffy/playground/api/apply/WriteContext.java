package io.openluffy.playground.api.apply;

import io.openluffy.playground.types.Schema;

/**
 * One write, as the tracking of owners sees it.
 *
 * @param apiVersion in which the object is written, and in which all its trees are
 * @param reset fields that this door does not write: they are nobody's by this write
 * @param now RFC 3339, whole seconds
 */
public record WriteContext(
    Schema schema,
    String manager,
    String apiVersion,
    String subresource,
    FieldSet reset,
    String now) {

  /** Fields that the API fills in itself; nobody owns them. */
  private static final FieldSet OWN =
      FieldSet.path("f:apiVersion")
          .union(FieldSet.path("f:kind"))
          .union(FieldSet.path("f:metadata"))
          .union(metadata("name"))
          .union(metadata("namespace"))
          .union(metadata("creationTimestamp"))
          .union(metadata("selfLink"))
          .union(metadata("uid"))
          .union(metadata("clusterName"))
          .union(metadata("generation"))
          .union(metadata("managedFields"))
          .union(metadata("resourceVersion"));

  private static FieldSet metadata(String field) {
    return FieldSet.path("f:metadata", "f:" + field);
  }

  /** What of a set can have an owner by this write. */
  FieldSet ownable(FieldSet set) {
    return set.difference(OWN).without(reset);
  }
}
