package io.openluffy.notice;

import io.openluffy.git.RepositoryUrl;
import java.util.Locale;
import java.util.Optional;

/** The makes of git hosts that take statuses. */
public enum GitHost {
  GITHUB,
  GITLAB,
  GITEA,
  /** The one at bitbucket.org. */
  BITBUCKET,
  /** Also called Data Center. */
  BITBUCKET_SERVER;

  /** By what hosts of this make are usually called; empty when the name says nothing. */
  public static Optional<GitHost> of(RepositoryUrl repository) {
    var host = host(repository).toLowerCase(Locale.ROOT);
    if (host.contains("github")) {
      return Optional.of(GITHUB);
    }
    if (host.contains("gitlab")) {
      return Optional.of(GITLAB);
    }
    if (host.contains("bitbucket")) {
      return Optional.of(host.equals("bitbucket.org") ? BITBUCKET : BITBUCKET_SERVER);
    }
    return host.contains("gitea") || host.contains("forgejo") || host.contains("codeberg")
        ? Optional.of(GITEA)
        : Optional.empty();
  }

  static String host(RepositoryUrl repository) {
    return part(repository, 1);
  }

  /** {@code owner/name}, without {@code .git}. */
  static String path(RepositoryUrl repository) {
    return part(repository, 2).replaceFirst("\\.git$", "");
  }

  private static String part(RepositoryUrl repository, int group) {
    var matcher =
        java.util.regex.Pattern.compile("(?:[a-z]+://)?(?:[^@/]*@)?([^/:]+)(?::\\d+)?[:/]+(.*)")
            .matcher(repository.value());
    return matcher.matches() ? matcher.group(group) : "";
  }
}
