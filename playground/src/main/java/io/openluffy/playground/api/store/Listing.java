package io.openluffy.playground.api.store;

import java.util.List;

/**
 * Objects as they were together at one version.
 *
 * @param version what a watch that goes on from here starts after
 */
public record Listing(long version, List<StoredObject> objects) {
  public Listing {
    objects = List.copyOf(objects);
  }
}
