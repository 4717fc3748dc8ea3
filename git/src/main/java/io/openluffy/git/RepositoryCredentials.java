package io.openluffy.git;

import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * User and password or token of one repository, from the secrets {@code username}, {@code password}
 * and {@code token} of {@code repository/<url>}; told to its own host alone.
 */
final class RepositoryCredentials extends CredentialsProvider {
  private final RepositoryUrl url;
  private final SecretStore secrets;

  RepositoryCredentials(RepositoryUrl url, SecretStore secrets) {
    this.url = url;
    this.secrets = secrets;
  }

  static String scope(RepositoryUrl url) {
    return "repository/" + url;
  }

  private Optional<Secret> secret(String name) {
    return secrets.get(scope(url), name);
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (var item : items) {
      if (!(item instanceof CredentialItem.Username)
          && !(item instanceof CredentialItem.Password)
          && !(item instanceof CredentialItem.StringType)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    var password = secret("token").or(() -> secret("password"));
    if (password.isEmpty() || !supports(items) || !isOurHost(uri)) {
      return false;
    }
    for (var item : items) {
      if (item instanceof CredentialItem.Username user) {
        user.setValue(secret("username").map(Secret::reveal).orElse(usualUser(uri)));
      } else if (item instanceof CredentialItem.Password asked) {
        asked.setValue(password.get().reveal().toCharArray());
      } else if (item instanceof CredentialItem.StringType asked) {
        asked.setValue(password.get().reveal());
      }
    }
    return true;
  }

  /** A redirect must not carry the password elsewhere, nor from https to http. */
  private boolean isOurHost(URIish uri) {
    try {
      var ours = new URIish(url.value());
      return String.valueOf(ours.getHost()).equalsIgnoreCase(String.valueOf(uri.getHost()))
          && ours.getPort() == uri.getPort()
          && (!"https".equals(ours.getScheme()) || "https".equals(uri.getScheme()));
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  private static String usualUser(URIish uri) {
    return "bitbucket.org".equals(uri.getHost()) ? "x-token-auth" : "git";
  }
}
