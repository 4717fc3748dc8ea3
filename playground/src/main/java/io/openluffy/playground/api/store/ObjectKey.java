package io.openluffy.playground.api.store;

/**
 * Where an object is.
 *
 * @param namespace empty for what is not in one
 */
public record ObjectKey(GroupResource type, String namespace, String name) {
  public static ObjectKey of(GroupResource type, String namespace, String name) {
    return new ObjectKey(type, namespace, name);
  }

  /** An object outside of every namespace. */
  public static ObjectKey cluster(GroupResource type, String name) {
    return new ObjectKey(type, "", name);
  }

  /** Orders as a listing does: by namespace, then by name. */
  String position() {
    return namespace + '\0' + name;
  }

  /** {@code deployments.apps/namespace/name}; no part can hold a slash. */
  @Override
  public String toString() {
    return type + "/" + namespace + "/" + name;
  }
}
