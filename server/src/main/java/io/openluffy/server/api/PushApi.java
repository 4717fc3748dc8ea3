package io.openluffy.server.api;

import io.openluffy.git.CommitId;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.release.Project;
import io.openluffy.release.PushOutcome;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.PushView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Routes;
import java.util.List;
import java.util.Optional;

/** What became of the pushes to a project: the answer to "why did nothing happen on my push?". */
public final class PushApi {
  /** How far back a commit is looked for. */
  private static final int LOOK_BACK = 1_000;

  /** How many of the newest pushes may be asked whether they brought a commit. */
  private static final int LOOK_INTO = 200;

  private final Journey journey;

  public PushApi(Journey journey) {
    this.journey = journey;
  }

  public void routes(Routes routes) {
    routes.get("/api/v1/projects/{project}/pushes", Routes.role(Role.VIEWER), this::list);
  }

  private Answer list(Call call) {
    var project = journey.project(call.path("project"));
    var limit = (int) call.number("limit", 50, 1, 200);
    var pushes =
        call.query("commit")
            .map(commit -> with(project, commit))
            .orElseGet(() -> journey.releases().pushes(project.name(), limit));
    return Answer.json(pushes.stream().limit(limit).map(PushView::of).toList());
  }

  /** The pushes that ended with the commit, else the first one that brought it. */
  private List<PushOutcome> with(Project project, String text) {
    if (!text.matches("[0-9a-f]{7,40}")) {
      throw Problem.user(
              "request.bad-commit",
              "A commit is named by 7 to 40 hex digits.",
              Where.of("query").field("commit"),
              "'git rev-parse HEAD' prints them.")
          .asException();
    }
    var pushes = journey.releases().pushes(project.name(), LOOK_BACK);
    var ended =
        pushes.stream()
            .filter(push -> push.commit().filter(id -> id.hex().startsWith(text)).isPresent())
            .toList();
    return ended.isEmpty() ? brought(project, text, pushes).stream().toList() : ended;
  }

  private Optional<PushOutcome> brought(Project project, String text, List<PushOutcome> pushes) {
    var commit = journey.git().resolve(project.repository(), text);
    return commit.flatMap(
        id ->
            pushes.stream()
                .limit(LOOK_INTO)
                .filter(push -> push.commit().filter(head -> knows(project, id, head)).isPresent())
                .reduce((newer, older) -> older));
  }

  /** A head that was replaced by force may be gone. */
  private boolean knows(Project project, CommitId commit, CommitId head) {
    var git = journey.git();
    return git.resolve(project.repository(), head.hex()).isPresent()
        && git.isAncestor(project.repository(), commit, head);
  }
}
