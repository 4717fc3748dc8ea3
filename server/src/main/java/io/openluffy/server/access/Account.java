package io.openluffy.server.access;

import io.openluffy.kernel.store.Table;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * A local user, as table {@code account} keeps it.
 *
 * <p>Example: {@code {"name":"ben","passwordHash":"$argon2id$v=19$m=19456,t=2,p=1$…$…",
 * "roles":["APPROVER"],"disabled":false,"generation":2,"createdAt":"2026-11-23T09:00:00Z"}}.
 *
 * @param generation grows with each change of the password or roles; sessions of an older
 *     generation are void
 * @param groups that an approval may ask for, such as {@code sre}
 */
public record Account(
    String name,
    String passwordHash,
    Set<Role> roles,
    boolean disabled,
    int generation,
    Instant createdAt,
    Set<String> groups) {
  public static final Table<Account> TABLE = new Table<>("account", Account.class, Account::name);

  public Account {
    roles = java.util.Collections.unmodifiableSet(new TreeSet<>(roles));
    groups = java.util.Collections.unmodifiableSet(new TreeSet<>(groups));
  }

  Account password(String hash) {
    return new Account(name, hash, roles, disabled, generation + 1, createdAt, groups);
  }

  Account roles(Set<Role> granted) {
    return new Account(name, passwordHash, granted, disabled, generation + 1, createdAt, groups);
  }

  Account disabled(boolean off) {
    return new Account(name, passwordHash, roles, off, generation + 1, createdAt, groups);
  }

  /** Sessions go on: they ask for the groups each time. */
  Account groups(Set<String> given) {
    return new Account(name, passwordHash, roles, disabled, generation, createdAt, given);
  }
}
