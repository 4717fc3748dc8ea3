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

  /** What the registry answers: go on, 401 or 403. */
  enum Answer {
    ALLOWED,
    UNAUTHENTICATED,
    DENIED
  }

  /** What the client sent by Basic authentication. */
  record Credentials(String user, Secret password) {}

  /**
   * @param repository the name; empty for the catalog and the version check
   */
  Answer ask(Optional<Credentials> credentials, Action action, String repository);

  /** For tests and closed networks. */
  static RegistryAccess open() {
    return (credentials, action, repository) -> Answer.ALLOWED;
  }
}
