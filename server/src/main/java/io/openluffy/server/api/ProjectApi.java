package io.openluffy.server.api;

import io.openluffy.git.RepositoryLocator;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects.ConnectAnswer;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.ProjectView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Problems;
import io.openluffy.server.web.Routes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Projects and their secrets. */
public final class ProjectApi {
  private final Journey journey;
  private final SecretStore secrets;
  private final RepositoryLocator ours;
  private final Consumer<RepositoryUrl> connected;

  /**
   * @param connected is told of a repository after it was connected
   */
  public ProjectApi(
      Journey journey,
      SecretStore secrets,
      RepositoryLocator ours,
      Consumer<RepositoryUrl> connected) {
    this.journey = journey;
    this.secrets = secrets;
    this.ours = ours;
    this.connected = connected;
  }

  record NewProject(
      String url,
      Optional<String> name,
      Optional<String> configBranch,
      Optional<Map<String, String>> credentials) {}

  /** Optional, because a record of one plain text is read from a text, not from an object. */
  record SecretValue(Optional<String> value) {}

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    var developer = Routes.role(Role.DEVELOPER);
    routes.get("/api/v1/projects", viewer, call -> list());
    routes.post("/api/v1/projects", Routes.role(Role.ADMIN), this::connect);
    routes.get(
        "/api/v1/projects/{project}",
        viewer,
        call -> Answer.json(ProjectView.of(journey.project(call.path("project")))));
    routes.get("/api/v1/projects/{project}/secrets", developer, this::secretNames);
    routes.put("/api/v1/projects/{project}/secrets/{name}", developer, this::setSecret);
    routes.delete("/api/v1/projects/{project}/secrets/{name}", developer, this::deleteSecret);
  }

  private Answer list() {
    return Answer.json(journey.projects().list().stream().map(ProjectView::of).toList());
  }

  private Answer connect(Call call) {
    var asked = call.body(NewProject.class);
    var url =
        ours.canonical(RepositoryUrl.parse(asked.url()).orElseThrow(() -> badUrl(asked.url())));
    var name = name(asked.name().orElseGet(() -> ProjectName.like(lastSegment(url))));
    var credentials = new Credentials(call.actor(), url, asked.credentials().orElse(Map.of()));
    var before = credentials.kept();
    credentials.seal();
    try {
      return connected(
          url, journey.projects().connect(call.actor(), url, name, asked.configBranch()));
    } catch (RuntimeException refused) {
      credentials.putBack(before);
      throw refused;
    }
  }

  private static ProjectName name(String text) {
    if (!ProjectName.isValid(text)) {
      throw Problem.user(
              "project.bad-name",
              "'" + text + "' can't be the name of a project.",
              Where.NOWHERE.field("name"),
              "Choose one of lower-case letters, digits and dashes, with --name.")
          .asException();
    }
    return new ProjectName(text);
  }

  private Answer connected(RepositoryUrl url, ConnectAnswer answer) {
    return switch (answer) {
      case ConnectAnswer.Connected done -> {
        connected.accept(url);
        yield Answer.json(201, ProjectView.of(done.project()));
      }
      case ConnectAnswer.Refused refused -> throw refused.problem().asException();
    };
  }

  /** What was sent to sign in with; a connection that fails leaves what was known before. */
  private final class Credentials {
    private final Actor actor;
    private final String scope;
    private final Map<String, String> given = new LinkedHashMap<>();

    Credentials(Actor actor, RepositoryUrl url, Map<String, String> given) {
      this.actor = actor;
      this.scope = "repository/" + url.value();
      given.forEach((key, value) -> this.given.put(credentialName(key), value));
    }

    Map<String, Secret> kept() {
      var kept = new LinkedHashMap<String, Secret>();
      given.keySet().forEach(n -> secrets.get(scope, n).ifPresent(value -> kept.put(n, value)));
      return kept;
    }

    void seal() {
      given.forEach((name, value) -> secrets.set(actor, scope, name, Secret.of(value)));
    }

    void putBack(Map<String, Secret> before) {
      for (var name : given.keySet()) {
        Optional.ofNullable(before.get(name))
            .ifPresentOrElse(
                value -> secrets.set(actor, scope, name, value),
                () -> secrets.delete(actor, scope, name));
      }
    }
  }

  private static ProblemException badUrl(String text) {
    return Problem.user(
            "project.bad-url",
            "'" + text.replaceAll("//[^/@]*@", "//***@") + "' is no address of a git repository.",
            Where.of("body").field("url"),
            "Use https://, http://, ssh:// or file://, or git@host:path.")
        .asException();
  }

  private static String lastSegment(RepositoryUrl url) {
    var path = url.value().replaceAll("/+$", "");
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1)
        .replaceAll("\\.git$", "");
  }

  /** {@code sshPrivateKey} in JSON is {@code ssh-private-key} in the secret store. */
  private static String credentialName(String key) {
    return key.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  private Answer secretNames(Call call) {
    return Answer.json(secrets.names(scope(call)));
  }

  private Answer setSecret(Call call) {
    var value = call.body(SecretValue.class).value().orElseThrow(ProjectApi::noValue);
    secrets.set(call.actor(), scope(call), call.path("name"), Secret.of(value));
    lookAgain(call);
    return Answer.nothing();
  }

  private static ProblemException noValue() {
    return Problem.user(
            "request.bad-body",
            "The secret has no value.",
            Where.of("body").field("value"),
            "Send {\"value\": \"…\"}.")
        .asException();
  }

  private Answer deleteSecret(Call call) {
    Actor actor = call.actor();
    if (!secrets.delete(actor, scope(call), call.path("name"))) {
      throw Problems.noSuch("secret", call.path("name"), "'luffy secret list' shows the names.")
          .asException();
    }
    lookAgain(call);
    return Answer.nothing();
  }

  /** Whoever renders with the secret does so now, and not at the next look at git. */
  private void lookAgain(Call call) {
    journey.project(call.path("project")).configuration().environments().values().stream()
        .flatMap(environment -> journey.application(environment).stream())
        .forEach(one -> journey.applications().refresh(one.name(), false));
  }

  private String scope(Call call) {
    return "project/" + journey.project(call.path("project")).name().value();
  }
}
