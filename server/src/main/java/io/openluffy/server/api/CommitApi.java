package io.openluffy.server.api;

import io.openluffy.git.CommitId;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.notice.CommitStatus;
import io.openluffy.notice.CommitStatuses;
import io.openluffy.server.access.Role;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Routes;
import java.time.Instant;
import java.util.Comparator;

/** What is said next to a commit, also where its git host is our own. */
public final class CommitApi {
  private final CommitStatuses statuses;

  public CommitApi(CommitStatuses statuses) {
    this.statuses = statuses;
  }

  /**
   * One of them.
   *
   * @param told whether the git host knows it, or needs no telling
   */
  record StatusView(
      String repository,
      String context,
      String verdict,
      String description,
      Instant at,
      boolean told) {

    static StatusView of(CommitStatus status) {
      return new StatusView(
          status.repository().value(),
          status.context(),
          status.verdict().name().toLowerCase(java.util.Locale.ROOT),
          status.description(),
          status.at(),
          status.isTold());
    }
  }

  public void routes(Routes routes) {
    routes.get("/api/v1/commits/{commit}/statuses", Routes.role(Role.VIEWER), this::list);
  }

  private Answer list(Call call) {
    var text = call.path("commit");
    if (!text.matches("[0-9a-f]{40}")) {
      throw Problem.user(
              "request.bad-commit",
              "A commit has 40 hex digits.",
              Where.of("path").field("commit"),
              "'git rev-parse' prints them.")
          .asException();
    }
    return Answer.json(
        statuses.of(new CommitId(text)).stream()
            .sorted(Comparator.comparing(CommitStatus::context))
            .map(StatusView::of)
            .toList());
  }
}
