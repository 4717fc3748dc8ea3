package io.openluffy.git;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the address of a repository is read, and when two addresses mean the same one. */
final class UrlRules {
  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443, "ssh", 22);
  private static final Pattern SHORT =
      Pattern.compile("(?:(?<user>[\\w.][\\w.+-]*)@)?(?<host>[\\w.-]+):(?<path>[^:].*)");

  /** Both read as scheme://user@host:port/path; the short form of ssh is ssh. */
  private record Parts(String scheme, String user, String host, int port, String path) {}

  private UrlRules() {}

  static Optional<Problem> problem(String text) {
    return parts(text.strip()).isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.user(
                "git.bad-url",
                "This is not the address of a git repository.",
                Where.of(withoutCredentials(text)),
                "Write https://host/path, ssh://git@host/path, git@host:path or file:///path."));
  }

  static String normalised(String text) {
    var problem = problem(text);
    if (problem.isPresent()) {
      throw problem.get().asException();
    }
    var stripped = text.strip();
    var parts = parts(stripped).orElseThrow();
    if (isShort(stripped)) {
      return at(parts.user) + parts.host + ":" + parts.path.substring(1);
    }
    var user = parts.scheme.equals("ssh") ? at(parts.user) : "";
    var port = parts.port == PORTS.getOrDefault(parts.scheme, -1) ? "" : ":" + parts.port;
    return parts.scheme + "://" + user + parts.host + port + parts.path;
  }

  private static String at(String user) {
    return user.isEmpty() ? "" : user + "@";
  }

  private static boolean isShort(String text) {
    return !text.contains("://") && !text.startsWith("/");
  }

  private static Optional<Parts> parts(String text) {
    if (text.isEmpty() || text.length() > 450 || !text.chars().allMatch(UrlRules::isPlain)) {
      return Optional.empty();
    }
    if (text.startsWith("/")) {
      return Optional.of(new Parts("file", "", "", -1, trimmed(text)));
    }
    return isShort(text) ? shortParts(text) : longParts(text);
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c != 127 && c != '\\' && c != '?' && c != '#';
  }

  private static Optional<Parts> shortParts(String text) {
    var match = SHORT.matcher(text);
    if (!match.matches() || match.group("host").startsWith("-")) {
      return Optional.empty();
    }
    var user = orEmpty(match.group("user"));
    var path = "/" + trimmed(match.group("path"));
    return Optional.of(new Parts("ssh", user, lower(match.group("host")), 22, path));
  }

  private static Optional<Parts> longParts(String text) {
    try {
      var uri = new URI(text);
      var scheme = lower(orEmpty(uri.getScheme()));
      var path = trimmed(orEmpty(uri.getRawPath()));
      if (scheme.equals("file")) {
        var isLocal = orEmpty(uri.getAuthority()).isEmpty() && path.length() > 1;
        return isLocal ? Optional.of(new Parts("file", "", "", -1, path)) : Optional.empty();
      }
      var host = lower(orEmpty(uri.getHost()));
      var user = orEmpty(uri.getUserInfo()).split(":", 2)[0];
      if (!PORTS.containsKey(scheme) || host.isEmpty() || path.length() < 2) {
        return Optional.empty();
      }
      if (user.startsWith("-")) {
        return Optional.empty();
      }
      var port = uri.getPort() < 0 ? PORTS.getOrDefault(scheme, -1) : uri.getPort();
      return Optional.of(new Parts(scheme, user, host, port, path));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String trimmed(String path) {
    return path.replaceAll("/+$", "");
  }

  /** Whether a host that serves https and ssh means one repository by both. */
  static boolean same(String one, String other) {
    var a = parts(one);
    var b = parts(other);
    if (a.isEmpty() || b.isEmpty()) {
      return false;
    }
    return path(a.get()).equals(path(b.get())) && isSameHost(a.get(), b.get());
  }

  private static String path(Parts parts) {
    var path = parts.path.replaceFirst("^/(\\d+:)?/*", "").replaceFirst("\\.git$", "");
    return parts.scheme.equals("file") ? path : lower(path);
  }

  private static boolean isSameHost(Parts a, Parts b) {
    if (a.scheme.equals("file") || b.scheme.equals("file")) {
      return a.scheme.equals(b.scheme);
    }
    var isOneHost = host(a).equals(host(b));
    var isOnePort = a.scheme.equals(b.scheme) ? a.port == b.port : isUsual(a) && isUsual(b);
    return isOneHost && isOnePort;
  }

  /** Hosts offer ssh over 443 under names of their own. */
  private static String host(Parts parts) {
    return isSshOverHttps(parts) ? parts.host.replaceFirst("^(alt)?ssh\\.", "") : parts.host;
  }

  private static boolean isUsual(Parts parts) {
    return parts.port == PORTS.getOrDefault(parts.scheme, -1) || isSshOverHttps(parts);
  }

  private static boolean isSshOverHttps(Parts parts) {
    return parts.scheme.equals("ssh") && parts.port == 443;
  }

  /** For messages about an address that may not even be one. */
  static String withoutCredentials(String text) {
    var shown = text.strip().replaceAll("://[^/]*@", "://").replaceAll("\\p{Cntrl}", "?");
    return shown.length() > 300 ? shown.substring(0, 300) + "..." : shown;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
