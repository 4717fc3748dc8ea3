package io.openluffy.release.build;

import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import java.util.Optional;

/** Who we are at a registry. */
@FunctionalInterface
public interface RegistryCredentials {
  /**
   * @param registry host and port, as in the name of an image
   */
  Optional<Credential> of(String registry);

  /** A user's name and password, or a token as the password. */
  record Credential(String user, Secret password) {}

  /** The sealed secrets {@code username} and {@code password} of scope {@code registry/<host>}. */
  static RegistryCredentials stored(SecretStore secrets) {
    return registry -> {
      var scope = "registry/" + registry;
      return secrets
          .get(scope, "password")
          .map(
              password ->
                  new Credential(
                      secrets.get(scope, "username").map(Secret::reveal).orElse("openluffy"),
                      password));
    };
  }
}
