package io.openluffy.playground.api.verbs;

import io.openluffy.playground.api.store.GroupResource;
import io.openluffy.playground.api.store.ObjectKey;
import io.openluffy.playground.types.ResourceType;

/**
 * What a request is about.
 *
 * @param namespace empty for what is in none, and for all of them
 * @param name empty for the collection
 * @param subresource empty for the object itself
 */
public record Target(ResourceType type, String namespace, String name, String subresource) {

  public static Target of(ResourceType type, String namespace, String name) {
    return new Target(type, namespace, name, "");
  }

  public Target named(String wanted) {
    return new Target(type, namespace, wanted, subresource);
  }

  /** The collection that keeps its objects, whatever version is asked for. */
  public GroupResource collection() {
    return GroupResource.of(type.storageGroup(), type.plural());
  }

  public ObjectKey key() {
    return ObjectKey.of(collection(), namespace, name);
  }

  boolean isStatus() {
    return subresource.equals("status");
  }
}
