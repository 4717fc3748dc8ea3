package io.openluffy.server.api;

import io.openluffy.git.Commit;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.Project;
import io.openluffy.release.Release;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.ChangesView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Routes;
import java.util.List;
import java.util.Optional;

/** The changelog between any two environments or releases of a project. */
public final class ChangesApi {
  private static final int MOST_COMMITS = 500;

  private final Journey journey;

  public ChangesApi(Journey journey) {
    this.journey = journey;
  }

  public void routes(Routes routes) {
    routes.get("/api/v1/projects/{project}/changes", Routes.role(Role.VIEWER), this::changes);
  }

  private Answer changes(Call call) {
    var project = journey.project(call.path("project"));
    var from = named(project, asked(call, "from"));
    var to = named(project, asked(call, "to"));
    var added = log(project, from.release(), to.release());
    var missing = log(project, to.release(), from.release());
    var complete = added.size() < MOST_COMMITS && missing.size() < MOST_COMMITS;
    return Answer.json(
        ChangesView.of(side(from, missing), side(to, added), complete, journey.clock().instant()));
  }

  private ChangesView.Named side(Found found, List<Commit> ahead) {
    return new ChangesView.Named(
        found.release(),
        journey.promotions().bad(found.release()),
        found.environment(),
        byPeople(ahead));
  }

  private static String asked(Call call, String parameter) {
    return call.query(parameter)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                Problem.user(
                        "request.missing-parameter",
                        "The parameter '" + parameter + "' is missing.",
                        Where.of("query").field(parameter),
                        "Name an environment, or a release by its id, tag or commit.")
                    .asException());
  }

  private record Found(Release release, Optional<String> environment) {}

  /** An environment stands for what it runs; a release of another project is none of this one. */
  private Found named(Project project, String text) {
    if (project.configuration().environment(text).isPresent()) {
      var running =
          journey
              .running(project.name(), text)
              .orElseThrow(
                  () ->
                      Problem.user(
                              "changes.nothing-runs",
                              "No release has arrived in " + text + " yet.",
                              Where.of("environment " + project.name() + "/" + text),
                              "Name a release instead, by its id, tag or commit.")
                          .asException());
      return new Found(running, Optional.of(text));
    }
    return new Found(journey.release(project, text), Optional.empty());
  }

  private List<Commit> log(Project project, Release from, Release to) {
    return from.commit().equals(to.commit())
        ? List.of()
        : journey
            .git()
            .log(
                project.repository(),
                Optional.of(from.commit()),
                to.commit(),
                Optional.empty(),
                MOST_COMMITS);
  }

  private static List<Commit> byPeople(List<Commit> commits) {
    return commits.stream().filter(commit -> !commit.isOurs()).toList();
  }
}
