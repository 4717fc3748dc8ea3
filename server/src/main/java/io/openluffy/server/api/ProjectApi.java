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
    var name = new ProjectName(asked.name().orElseGet(() -> lastSegment(url)));
    asked
        .credentials()
        .ifPresent(
            given ->
                given.forEach(
                    (key, value) ->
                        secrets.set(
                            call.actor(),
                            "repository/" + url.value(),
                            credentialName(key),
                            Secret.of(value))));
    ConnectAnswer answer =
        journey.projects().connect(call.actor(), url, name, asked.configBranch());
    return switch (answer) {
      case ConnectAnswer.Connected done -> {
        connected.accept(url);
        yield Answer.json(201, ProjectView.of(done.project()));
      }
      case ConnectAnswer.Refused refused -> throw refused.problem().asException();
    };
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
    return Answer.nothing();
  }

  private String scope(Call call) {
    return "project/" + journey.project(call.path("project")).name().value();
  }
}
