package io.openluffy.kernel.journal;

import java.util.Set;

/**
 * Somebody who asks for something: who, with which roles, through which door.
 *
 * @param roles such as {@code viewer}, {@code developer}, {@code approver}, {@code admin}
 */
public record Principal(String name, Set<String> roles, Door door) {

  /** The server itself, acting by its own rules; it holds no role and can't vote. */
  public static final Principal OPENLUFFY =
      new Principal(Actor.OPENLUFFY.name(), Set.of(), Actor.OPENLUFFY.door());

  public Principal {
    roles = Set.copyOf(roles);
  }

  public boolean has(String role) {
    return roles.contains(role);
  }

  public Actor actor() {
    return new Actor(name, door);
  }
}
