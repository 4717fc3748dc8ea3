package io.openluffy.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepositoryAccessTest {
  private static final Secret PASSWORD = Secret.of("correct horse battery");

  private final SettableClock clock = SettableClock.atNoon();
  private final InMemoryStore store = new InMemoryStore(clock);
  private final RepositoryAccess access =
      new RepositoryAccess(new SignIn(store, clock, new SecureRandom()));

  /** A 401 would make git throw a password away that may be the right one. */
  @Test
  void whoGuessedTooOftenIsToldToWaitNotThatThePasswordIsWrong() {
    new Accounts(store, clock, new SecureRandom())
        .create(Actor.OPENLUFFY, "ben", PASSWORD.reveal(), Set.of(Role.VIEWER));
    for (int i = 0; i < 5; i++) {
      assertThat(access.authenticate("ben", Secret.of("a guess"), "192.0.2.1")).isEmpty();
    }

    assertThatThrownBy(() -> access.authenticate("ben", PASSWORD, "192.0.2.1"))
        .isInstanceOf(TooManyAttempts.class);
    assertThat(access.authenticate("ben", PASSWORD, "192.0.2.2")).isPresent();
  }
}
