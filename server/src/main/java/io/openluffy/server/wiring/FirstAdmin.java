package io.openluffy.server.wiring;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.Role;
import io.openluffy.server.home.HomeFolder;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** Makes the user {@code admin} at the first start, with a password nobody could guess. */
final class FirstAdmin {
  private static final String NAME = "admin";
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 20;

  private FirstAdmin() {}

  /** The password, if the account was made now. It is in the file {@code admin-password} too. */
  static Optional<String> of(Accounts accounts, HomeFolder home, SecureRandom random) {
    if (!accounts.list().isEmpty()) {
      return Optional.empty();
    }
    var password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    home.writePrivately("admin-password", password + "\n");
    accounts.create(Actor.OPENLUFFY, NAME, password.toString(), Set.of(Role.ADMIN));
    return Optional.of(password.toString());
  }
}
