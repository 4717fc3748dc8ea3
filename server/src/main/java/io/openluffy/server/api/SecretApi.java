package io.openluffy.server.api;

import io.openluffy.git.RepositoryLocator;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.server.access.Role;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Problems;
import io.openluffy.server.web.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the server itself needs to know of others: accounts at git hosts and registries, and the
 * secrets of webhooks. {@code scope} says whose: {@code repository/<url>}, {@code registry/<host>}
 * or {@code server}.
 */
public final class SecretApi {
  private static final Map<String, Set<String>> NAMES =
      Map.of(
          "repository",
          Set.of(
              "token",
              "username",
              "password",
              "ssh-private-key",
              "ssh-passphrase",
              "known-hosts",
              "webhook-secret"),
          "registry",
          Set.of("username", "password"),
          "server",
          Set.of("webhook-secret"));
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
  private static final Set<String> DOCKER_HUB = Set.of("docker.io", "index.docker.io");

  private final SecretStore secrets;
  private final RepositoryLocator ours;

  public SecretApi(SecretStore secrets, RepositoryLocator ours) {
    this.secrets = secrets;
    this.ours = ours;
  }

  /** Optional, because a record of one plain text is read from a text, not from an object. */
  record SecretValue(java.util.Optional<String> value) {}

  /** A kind of scope, and the name in the secret store. */
  private record Scope(String kind, String key) {}

  public void routes(Routes routes) {
    var admin = Routes.role(Role.ADMIN);
    routes.get("/api/v1/secrets", admin, this::names);
    routes.put("/api/v1/secrets/{name}", admin, this::set);
    routes.delete("/api/v1/secrets/{name}", admin, this::delete);
  }

  private Answer names(Call call) {
    return Answer.json(secrets.names(scope(call).key()));
  }

  private Answer set(Call call) {
    var scope = scope(call);
    var name = call.path("name");
    var known = NAMES.getOrDefault(scope.kind(), Set.of());
    if (!known.contains(name)) {
      throw unknownName(name, scope, known);
    }
    var value =
        call.body(SecretValue.class)
            .value()
            .orElseThrow(
                () -> bad("value", "The secret has no value.", "Send {\"value\": \"…\"}."));
    secrets.set(call.actor(), scope.key(), name, Secret.of(value));
    return Answer.nothing();
  }

  private Answer delete(Call call) {
    if (!secrets.delete(call.actor(), scope(call).key(), call.path("name"))) {
      throw Problems.noSuch("secret", call.path("name"), "'luffy secret list' shows the names.")
          .asException();
    }
    return Answer.nothing();
  }

  private Scope scope(Call call) {
    var text = call.query("scope").orElse("");
    if (text.equals("server")) {
      return new Scope("server", text);
    }
    var slash = text.indexOf('/');
    var rest = text.substring(slash + 1);
    return switch (text.substring(0, Math.max(slash, 0))) {
      case "repository" -> new Scope("repository", "repository/" + repository(rest));
      case "registry" -> new Scope("registry", "registry/" + registry(rest));
      default ->
          throw bad(
              "scope",
              "'" + text.replaceAll("//[^/@]*@", "//***@") + "' is no scope of a secret.",
              "Use repository/<url>, registry/<host> or server.");
    };
  }

  private String repository(String text) {
    return RepositoryUrl.parse(text)
        .map(ours::canonical)
        .map(RepositoryUrl::value)
        .orElseThrow(
            () ->
                bad(
                    "scope",
                    "This is no address of a git repository.",
                    "Use the one that the project was connected with."));
  }

  private static String registry(String host) {
    if (!HOST.matcher(host).matches()) {
      throw bad(
          "scope",
          "This is no host of a registry.",
          "Use host:port as it stands in the names of images, such as registry.example:5000.");
    }
    return DOCKER_HUB.contains(host) ? "registry-1.docker.io" : host;
  }

  private static ProblemException unknownName(String name, Scope scope, Set<String> known) {
    return bad(
        "name",
        "'" + name + "' is no secret of a " + scope.kind() + ".",
        "Use one of " + String.join(", ", List.copyOf(new java.util.TreeSet<>(known))) + ".");
  }

  private static ProblemException bad(String field, String message, String remedy) {
    return Problem.user("request.bad-secret", message, Where.of("secret").field(field), remedy)
        .asException();
  }
}
