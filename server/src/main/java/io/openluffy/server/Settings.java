package io.openluffy.server;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the server was told to be, checked as a whole.
 *
 * @param host address to listen on
 * @param port of the page, the API, git and the registry; 0 for any free one
 * @param kubePort of the playground's Kubernetes API
 * @param ingressPort of the playground's ingress
 * @param database JDBC URL of an external PostgreSQL; it may hold a password
 * @param kubeconfig puts a real cluster in the playground's place
 * @param externalUrl how manifests name our git and registry, whatever the ports are
 * @param publicly whether more than this machine may connect without TLS
 * @param namespace where the Application resources live
 */
public record Settings(
    Path home,
    String host,
    int port,
    int kubePort,
    int ingressPort,
    Optional<Secret> database,
    Optional<Path> kubeconfig,
    Optional<String> context,
    URI externalUrl,
    boolean publicly,
    String namespace) {
  public static final URI EXTERNAL_URL = URI.create("http://openluffy.localhost");

  /** Everything that is wrong with it, at once. */
  public List<Problem> problems() {
    var found = new ArrayList<Problem>();
    port(found, "--port", port);
    port(found, "--kube-port", kubePort);
    port(found, "--ingress-port", ingressPort);
    if (!publicly && !loopback()) {
      found.add(
          Problem.user(
              "settings.not-loopback",
              "Others could connect to " + host + ", and passwords would travel in clear.",
              Where.of("--host"),
              "Put a proxy with TLS before 127.0.0.1, or add --allow-plain-http."));
    }
    kubeconfig
        .filter(file -> !file.toFile().canRead())
        .ifPresent(
            file ->
                found.add(
                    Problem.user(
                        "settings.no-kubeconfig",
                        "There is no readable file " + file + ".",
                        Where.of("--kubeconfig"),
                        "")));
    if (context.isPresent() && kubeconfig.isEmpty()) {
      found.add(
          Problem.user(
              "settings.context-alone",
              "A context needs a kubeconfig.",
              Where.of("--context"),
              "Add --kubeconfig."));
    }
    database
        .filter(url -> !url.reveal().startsWith("jdbc:postgresql:"))
        .ifPresent(
            url ->
                found.add(
                    Problem.user(
                        "settings.database-url",
                        "The database is given as jdbc:postgresql://host[:port]/name?user=…",
                        Where.of("--database-url"),
                        "Only PostgreSQL is supported.")));
    if (externalUrl.getHost() == null) {
      found.add(
          Problem.user(
              "settings.external-url",
              "'" + externalUrl + "' is no http(s) URL.",
              Where.of("--external-url"),
              "The default is " + EXTERNAL_URL + "."));
    }
    return found;
  }

  private boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void port(List<Problem> found, String option, int port) {
    if (port < 0 || port > 65_535) {
      found.add(
          Problem.user(
              "settings.port", port + " is no port.", Where.of(option), "Use 0 to 65535."));
    }
  }
}
