package io.openluffy.playground.registry;

import io.openluffy.kernel.secret.Secret;
import java.util.Optional;

/** Decides who may do what in the registry; the server answers with its own users and tokens. */
@FunctionalInterface
public interface RegistryAccess {
  /** What is asked for; pulling and pushing are separate rights. */
  enum Action {
    PULL,
    PUSH,
    DELETE,
    LIST
  }

  /** What the registry answers: go on, 401, 403 or 429. */
  sealed interface Answer {
    Answer ALLOWED = new Allowed();
    Answer UNAUTHENTICATED = new Unauthenticated();
    Answer DENIED = new Denied();

    record Allowed() implements Answer {}

    record Unauthenticated() implements Answer {}

    record Denied() implements Answer {}

    /** Too many wrong passwords: nothing is looked at for so long. */
    record Later(long seconds) implements Answer {}
  }

  /**
   * What the client sent by Basic authentication.
   *
   * @param address of the client
   */
  record Credentials(String user, Secret password, String address) {}

  /**
   * @param repository the name; empty for the catalog and the version check
   */
  Answer ask(Optional<Credentials> credentials, Action action, String repository);

  /** For tests and closed networks. */
  static RegistryAccess open() {
    return (credentials, action, repository) -> Answer.ALLOWED;
  }
}
