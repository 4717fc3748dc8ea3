package io.openluffy.notice;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Who we are at a git host.
 *
 * @param user known when the secret is the password of somebody and no token
 */
record HostAccount(Optional<String> user, Secret secret) {

  /** The secrets {@code token}, or else {@code password} with {@code username}. */
  static Optional<HostAccount> of(RepositoryUrl repository, SecretStore secrets) {
    var scope = "repository/" + repository;
    var user = secrets.get(scope, "username").map(Secret::reveal);
    return secrets
        .get(scope, "token")
        .map(token -> new HostAccount(Optional.empty(), token))
        .or(() -> secrets.get(scope, "password").map(found -> new HostAccount(user, found)));
  }

  /** The header that says so, as each make of host wants it. */
  Map.Entry<String, Secret> header(GitHost host) {
    return switch (host) {
      case GITHUB -> authorization("Bearer " + secret.reveal());
      case GITEA -> authorization("token " + secret.reveal());
      case GITLAB -> Map.entry("PRIVATE-TOKEN", secret);
      case BITBUCKET, BITBUCKET_SERVER -> bitbucket();
    };
  }

  /** Passwords of applications and accounts are taken with their user only. */
  private Map.Entry<String, Secret> bitbucket() {
    if (user.isEmpty()) {
      return authorization("Bearer " + secret.reveal());
    }
    var pair = user.get() + ":" + secret.reveal();
    return authorization(
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map.Entry<String, Secret> authorization(String value) {
    return Map.entry("Authorization", Secret.of(value));
  }
}
