package io.openluffy.notice;

import io.openluffy.git.RepositoryUrl;
import java.net.URI;
import java.util.Optional;

/**
 * Where the statuses of a repository go.
 *
 * @param base the host's address, such as {@code https://gitlab.example:8443}
 */
public record HostAddress(GitHost host, String base) {

  /** Known by the name of its host; empty when the name says nothing. */
  public static Optional<HostAddress> of(RepositoryUrl repository) {
    return GitHost.of(repository).map(host -> new HostAddress(host, base(repository)));
  }

  /** The host's own page and API; one that is reached by ssh has them behind TLS. */
  static String base(RepositoryUrl repository) {
    var url = repository.value();
    if (url.startsWith("http://") || url.startsWith("https://")) {
      var uri = URI.create(url);
      return uri.getScheme() + "://" + uri.getRawAuthority();
    }
    return "https://" + GitHost.host(repository).replaceFirst("^(alt)?ssh\\.", "");
  }
}
