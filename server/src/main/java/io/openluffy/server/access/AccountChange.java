package io.openluffy.server.access;

import java.util.Optional;
import java.util.Set;

/** What is to become of an account; what is empty stays. */
public record AccountChange(
    Optional<String> password,
    Optional<Set<Role>> roles,
    Optional<Boolean> disabled,
    Optional<Set<String>> groups) {
  public static final AccountChange NONE =
      new AccountChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public AccountChange password(String newly) {
    return new AccountChange(Optional.of(newly), roles, disabled, groups);
  }

  public AccountChange roles(Set<Role> granted) {
    return new AccountChange(password, Optional.of(granted), disabled, groups);
  }

  public AccountChange disabled(boolean off) {
    return new AccountChange(password, roles, Optional.of(off), groups);
  }

  public AccountChange groups(Set<String> given) {
    return new AccountChange(password, roles, disabled, Optional.of(given));
  }

  /** Groups alone are asked for each time, so that sessions go on. */
  boolean endsSessions() {
    return groups.isEmpty() || password.isPresent() || roles.isPresent() || disabled.isPresent();
  }

  Account to(Account account, Optional<String> hash) {
    var after = hash.map(account::password).orElse(account);
    after = roles.isPresent() ? after.roles(roles.get()) : after;
    after = disabled.isPresent() ? after.disabled(disabled.get()) : after;
    return groups.isPresent() ? after.groups(groups.get()) : after;
  }
}
