package io.openluffy.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import io.openluffy.playground.registry.RegistryAccess;
import io.openluffy.playground.registry.RegistryAccess.Action;
import io.openluffy.playground.registry.RegistryAccess.Credentials;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageAccessTest {
  private static final String PASSWORD = "correct horse battery";

  private final SettableClock clock = SettableClock.atNoon();
  private final InMemoryStore store = new InMemoryStore(clock);
  private final ImageAccess access =
      new ImageAccess(new SignIn(store, clock, new SecureRandom()), Secret.of("the server's own"));

  @Test
  void guessesFromOneAddressDoNotKeepAnotherWaiting() {
    new Accounts(store, clock, new SecureRandom())
        .create(Actor.OPENLUFFY, "ben", PASSWORD, Set.of(Role.VIEWER));
    for (int i = 0; i < 5; i++) {
      assertThat(pull("a guess", "192.0.2.1")).isEqualTo(RegistryAccess.Answer.UNAUTHENTICATED);
    }

    assertThat(pull("a guess", "192.0.2.1")).isInstanceOf(RegistryAccess.Answer.Later.class);
    assertThat(pull(PASSWORD, "192.0.2.2")).isEqualTo(RegistryAccess.Answer.ALLOWED);
  }

  private RegistryAccess.Answer pull(String password, String address) {
    var given = new Credentials("ben", Secret.of(password), address);
    return access.ask(Optional.of(given), Action.PULL, "team/app");
  }
}
