package io.openluffy.kernel.journal;

/**
 * Who did it, and through which door.
 *
 * @param name a user's name, or {@code openluffy} for the server itself
 */
public record Actor(String name, Door door) {
  public static final Actor OPENLUFFY = new Actor("openluffy", Door.CONTROLLER);
}
