package io.openluffy.kernel.journal;

import java.util.Set;

/**
 * Somebody who asks for something: who, with which roles, through which door.
 *
 * @param roles such as {@code viewer}, {@code developer}, {@code approver}, {@code admin}
 * @param groups that an admin put them in
 */
public record Principal(String name, Set<String> roles, Set<String> groups, Door door) {

  /** The server itself, acting by its own rules; it holds no role and can't vote. */
  public static final Principal OPENLUFFY =
      new Principal(Actor.OPENLUFFY.name(), Set.of(), Actor.OPENLUFFY.door());

  public Principal {
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
  }

  /** Somebody of no group. */
  public Principal(String name, Set<String> roles, Door door) {
    this(name, roles, Set.of(), door);
  }

  public boolean has(String role) {
    return roles.contains(role);
  }

  public Actor actor() {
    return new Actor(name, door);
  }
}
