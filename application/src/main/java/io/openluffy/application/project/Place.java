package io.openluffy.application.project;

/**
 * Where something goes.
 *
 * @param name of the cluster; empty when it has none
 */
public record Place(String server, String name, String namespace) {
  public Place in(String other) {
    return new Place(server, name, other);
  }
}
