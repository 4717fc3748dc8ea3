package io.openluffy.playground.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which backend an Ingress names for a host and a path, by Kubernetes' rules of precedence. */
final class IngressRules {
  private IngressRules() {}

  /**
   * A Service that an Ingress points to.
   *
   * @param port the number or the name of the Service's port
   */
  record Backend(String namespace, String service, String port) {}

  private record Match(Backend backend, int host, int path) {}

  /**
   * An exact host goes before a wildcard, that before none; then an exact path before a prefix, and
   * a longer prefix before a shorter one.
   */
  static Optional<Backend> choose(List<ObjectNode> ingresses, String host, String path) {
    var matches = new ArrayList<Match>();
    for (var ingress : ingresses) {
      var namespace = ingress.at("/metadata/namespace").asText();
      for (var rule : ingress.at("/spec/rules")) {
        var hostRank = hostRank(rule.path("host").asText(), host);
        for (var candidate : rule.at("/http/paths")) {
          var pathRank = pathRank(candidate, path);
          if (hostRank > 0 && pathRank > 0) {
            matches.add(
                new Match(backend(namespace, candidate.path("backend")), hostRank, pathRank));
          }
        }
      }
      var standard = ingress.at("/spec/defaultBackend/service");
      if (standard.isObject()) {
        matches.add(new Match(backend(namespace, ingress.at("/spec/defaultBackend")), 1, 0));
      }
    }
    return matches.stream()
        .max(Comparator.comparingInt(Match::host).thenComparingInt(Match::path))
        .map(Match::backend);
  }

  /** The hosts that some Ingress names, in order. */
  static List<String> hosts(List<ObjectNode> ingresses) {
    return ingresses.stream()
        .flatMap(ingress -> ingress.at("/spec/rules").valueStream())
        .map(rule -> rule.path("host").asText())
        .filter(host -> !host.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** The name in a Host header, without its port. */
  static String hostName(String header) {
    var end = header.endsWith("]") ? header.length() : header.lastIndexOf(':');
    return (end < 0 ? header : header.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  private static int hostRank(String pattern, String host) {
    if (pattern.isEmpty()) {
      return 1;
    }
    if (pattern.startsWith("*.")) {
      var dot = host.indexOf('.');
      return dot > 0 && host.substring(dot).equals(pattern.substring(1)) ? 2 : 0;
    }
    return pattern.equals(host) ? 3 : 0;
  }

  private static int pathRank(JsonNode candidate, String path) {
    var wanted = candidate.path("path").asText("/");
    if (candidate.path("pathType").asText().equals("Exact")) {
      return wanted.equals(path) ? Integer.MAX_VALUE : 0;
    }
    var prefix = wanted.endsWith("/") ? wanted.substring(0, wanted.length() - 1) : wanted;
    var within = path.equals(prefix) || path.startsWith(prefix + "/");
    return within ? prefix.length() + 1 : 0;
  }

  private static Backend backend(String namespace, JsonNode backend) {
    var port = backend.at("/service/port");
    var name = port.path("name").asText();
    return new Backend(
        namespace,
        backend.at("/service/name").asText(),
        name.isEmpty() ? port.path("number").asText() : name);
  }
}
