package io.openluffy.server.api;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.ApplicationView;
import io.openluffy.application.Applications;
import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
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
import io.openluffy.server.view.ReleaseView;
import io.openluffy.server.web.Problems;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The ports behind the journey's pages, with the look-ups that several of them need. */
public record Journey(
    Projects projects,
    Releases releases,
    Promotions promotions,
    Applications applications,
    Git git,
    InstantSource clock) {
  private static final int COMMITS = 100;
  private static final int LOOK_BACK = 1_000;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

  Project project(String name) {
    return Optional.of(name)
        .filter(ProjectName::isValid)
        .flatMap(valid -> projects.find(new ProjectName(valid)))
        .orElseThrow(
            () ->
                Problems.noSuch("project", name, "'luffy connect <git-url>' adds one.")
                    .asException());
  }

  /**
   * By its id, or as people call it: by its tag, or by seven or more digits of its commit. The
   * newest counts where the same commit went through a pipeline again.
   */
  Release release(String text) {
    return find(text, projects.list()).orElseThrow(() -> unknown(text));
  }

  /** The same among the releases of one project. */
  Release release(Project project, String text) {
    return find(text, List.of(project)).orElseThrow(() -> unknown(text));
  }

  private Optional<Release> find(String text, List<Project> among) {
    return named(text, ReleaseId::new)
        .flatMap(releases::find)
        .filter(one -> among.stream().anyMatch(project -> project.name().equals(one.project())))
        .or(() -> newest(among, one -> one.tag().equals(text)))
        .or(
            () ->
                COMMIT.matcher(text).matches()
                    ? newest(among, one -> one.commit().hex().startsWith(text))
                    : Optional.empty());
  }

  /**
   * A release as people call it, or the newest of a service (or of a whole project) on its way to
   * the environment.
   */
  Release bound(String text, String environment) {
    return find(text, projects.list()).orElseGet(() -> newestOf(text, environment));
  }

  private Release newestOf(String service, String environment) {
    var having = projects.list().stream().filter(project -> has(project, service)).toList();
    if (having.size() > 1) {
      throw Problem.user(
              "release.service-of-several-projects",
              "Several projects have a service '" + service + "': " + names(having) + ".",
              Where.of("release"),
              "Name one of the projects, or a release by its id, tag or commit.")
          .asException();
    }
    if (having.isEmpty()) {
      throw unknown(service);
    }
    return newest(having, one -> one.pipeline().environments().contains(environment))
        .orElseThrow(
            () ->
                Problem.user(
                        "release.none-yet",
                        "Nothing of '" + service + "' has been released for " + environment + ".",
                        Where.of("project/" + names(having)),
                        "Push to the branch of a pipeline that leads there; 'luffy why <commit>'"
                            + " tells what became of a push.")
                    .asException());
  }

  private static boolean has(Project project, String service) {
    return project.name().value().equals(service)
        || project.configuration().pipelines().stream()
            .flatMap(pipeline -> pipeline.images().stream())
            .anyMatch(image -> image.name().equals(service));
  }

  private static String names(List<Project> projects) {
    return projects.stream()
        .map(project -> project.name().value())
        .collect(Collectors.joining(", "));
  }

  private static ProblemException unknown(String text) {
    return Problems.noSuch(
            "release",
            text,
            "Name it by its id, its tag or its commit; 'luffy releases' lists them.")
        .asException();
  }

  private Optional<Release> newest(List<Project> among, Predicate<Release> wanted) {
    return among.stream()
        .flatMap(project -> releases.list(project.name(), LOOK_BACK).stream())
        .filter(wanted)
        .max(Comparator.comparing(Release::pushedAt));
  }

  /** What can't be a name names nothing. */
  static <T> Optional<T> named(String text, Function<String, T> name) {
    try {
      return Optional.of(name.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
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
    return PromotionView.of(promotions.live(promotion), required, clock.instant());
  }

  ReleaseView view(Release release) {
    return ReleaseView.of(release, promotions.bad(release), clock.instant());
  }

  /** Empty where it is not made yet, and on a server that has no cluster because another leads. */
  Optional<ApplicationView> application(EnvironmentSpec spec) {
    try {
      return applications.find(ApplicationName.parse(spec.application()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
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

  /** What people wrote; our own commits of tags are no change that anybody waits for. */
  List<Commit> log(Project project, Optional<CommitId> from, CommitId to) {
    try {
      return git.log(project.repository(), from, to, Optional.empty(), COMMITS).stream()
          .filter(commit -> !commit.isOurs())
          .toList();
    } catch (ProblemException e) {
      // The page is worth showing without its list of commits when git is away.
      return List.of();
    }
  }
}
