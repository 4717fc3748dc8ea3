package io.openluffy.server.api;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.kernel.ProblemException;
import io.openluffy.promotion.EnvironmentKey;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.Promotions;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Project;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Projects;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.Releases;
import io.openluffy.server.view.CommitView;
import io.openluffy.server.view.PromotionView;
import io.openluffy.server.web.Problems;
import java.util.List;
import java.util.Optional;

/** The ports behind the journey's pages, with the look-ups that several of them need. */
public record Journey(
    Projects projects,
    Releases releases,
    Promotions promotions,
    Applications applications,
    Git git) {
  private static final int COMMITS = 100;

  Project project(String name) {
    return Optional.of(name)
        .filter(ProjectName::isValid)
        .flatMap(valid -> projects.find(new ProjectName(valid)))
        .orElseThrow(
            () ->
                Problems.noSuch("project", name, "'luffy connect <git-url>' adds one.")
                    .asException());
  }

  Release release(String id) {
    return Optional.of(id)
        .filter(ReleaseId::isValid)
        .flatMap(valid -> releases.find(new ReleaseId(valid)))
        .orElseThrow(() -> Problems.noSuch("release", id, "").asException());
  }

  EnvironmentSpec environment(Project project, String name) {
    return project
        .configuration()
        .environment(name)
        .orElseThrow(
            () ->
                Problems.noSuch(
                        "environment",
                        name,
                        "Project "
                            + project.name().value()
                            + " has "
                            + String.join(", ", project.configuration().environments().keySet())
                            + ".")
                    .asException());
  }

  PromotionView view(Promotion promotion) {
    var required =
        projects
            .find(promotion.project())
            .flatMap(project -> project.configuration().environment(promotion.environment()))
            .flatMap(EnvironmentSpec::approval)
            .map(rule -> rule.required());
    return PromotionView.of(promotion, required);
  }

  Optional<ApplicationView> application(EnvironmentSpec spec) {
    return applications.find(ApplicationName.parse(spec.application()));
  }

  /** The release that an environment is meant to run. */
  Optional<Release> running(ProjectName project, String environment) {
    return promotions
        .current(new EnvironmentKey(project, environment))
        .flatMap(promotion -> releases.find(promotion.release()));
  }

  /** The commits that came after what the environment runs; empty when git can't say. */
  List<CommitView> commitsSince(Project project, Optional<Release> before, Release after) {
    return log(project, before.map(Release::commit), after.commit()).stream()
        .map(CommitView::of)
        .toList();
  }

  List<Commit> log(Project project, Optional<CommitId> from, CommitId to) {
    try {
      return git.log(project.repository(), from, to, Optional.empty(), COMMITS);
    } catch (ProblemException e) {
      // The page is worth showing without its list of commits when git is away.
      return List.of();
    }
  }
}
