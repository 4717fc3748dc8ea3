package io.openluffy.server.access;

import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.playground.registry.RegistryAccess;
import java.util.Optional;

/**
 * Our users at the image registry: viewers pull, developers push and delete. The server itself,
 * which pushes what it builds, has a password that lives as long as the process.
 */
public final class ImageAccess implements RegistryAccess {
  private static final String OURSELVES = "openluffy";

  private final SignIn signIn;
  private final Secret ownPassword;

  public ImageAccess(SignIn signIn, Secret ownPassword) {
    this.signIn = signIn;
    this.ownPassword = ownPassword;
  }

  @Override
  public Answer ask(Optional<Credentials> credentials, Action action, String repository) {
    if (credentials.isEmpty()) {
      return Answer.UNAUTHENTICATED;
    }
    var given = credentials.get();
    if (given.user().equals(OURSELVES)) {
      return Tokens.same(given.password().reveal(), ownPassword.reveal())
          ? Answer.ALLOWED
          : Answer.UNAUTHENTICATED;
    }
    try {
      return signIn
          .byPassword(given.user(), given.password(), given.address(), Door.API)
          .map(one -> may(one, action))
          .orElse(Answer.UNAUTHENTICATED);
    } catch (TooManyAttempts refusal) {
      return new Answer.Later(refusal.seconds());
    }
  }

  private static Answer may(Principal who, Action action) {
    var needed =
        switch (action) {
          case PULL, LIST -> Role.VIEWER;
          case PUSH, DELETE -> Role.DEVELOPER;
        };
    return who.has(needed.text()) ? Answer.ALLOWED : Answer.DENIED;
  }
}
