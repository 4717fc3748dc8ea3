package io.openluffy.server.access;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a user may do; each role holds those before it. */
public enum Role {
  /** Reads everything but secrets. */
  VIEWER,
  /** Syncs and promotes what is not protected, rolls it back, sets secrets. */
  DEVELOPER,
  /** Votes on protected environments and rolls them back. */
  APPROVER,
  /** Users, projects, and everything above. */
  ADMIN;

  /** The name in JSON, on the command line and in {@code from: [role:approver]}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String text) {
    return Arrays.stream(values())
        .filter(role -> role.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.user(
                        "access.unknown-role",
                        "'" + text + "' is not a role.",
                        Where.NOWHERE.field("roles"),
                        "Use one of viewer, developer, approver, admin.")
                    .asException());
  }

  public static Set<Role> of(Set<String> texts) {
    return texts.stream().map(Role::of).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names a principal with these roles answers to, held ones included. */
  public static Set<String> texts(Set<Role> roles) {
    var held = new TreeSet<String>();
    for (Role role : values()) {
      if (roles.stream().anyMatch(one -> one.compareTo(role) >= 0)) {
        held.add(role.text());
      }
    }
    return held;
  }
}
