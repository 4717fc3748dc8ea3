package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.spec.SourceSpec;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.util.Optional;

/**
 * Where an Application looks for its values: repository, branch, and which of its sources that is.
 */
record Tracked(RepositoryUrl repository, String branch, int source) {

  /** The source in the project's own repository, or else the first one that is a git folder. */
  static Tracked of(ApplicationView view, RepositoryUrl preferred, Git git) {
    int index = index(view, preferred);
    var source = view.sources().get(index);
    var wanted = source.targetRevision();
    if (wanted.isEmpty() || wanted.equals("HEAD")) {
      return new Tracked(source.repoUrl(), git.defaultBranch(source.repoUrl()), index);
    }
    var branch = wanted.startsWith("refs/heads/") ? wanted.substring(11) : wanted;
    if (!git.branches(source.repoUrl()).containsKey(branch)) {
      throw Problem.user(
              "promotion.not-a-branch",
              "The Application tracks '" + wanted + "', which is not a branch of the repository.",
              Where.of("Application " + view.name()).field("spec.source.targetRevision"),
              "Let it track a branch, or let the environment write the Application's parameters.")
          .asException();
    }
    return new Tracked(source.repoUrl(), branch, index);
  }

  private static int index(ApplicationView view, RepositoryUrl preferred) {
    int first = -1;
    for (int i = 0; i < view.sources().size(); i++) {
      var source = view.sources().get(i);
      if (source.repoUrl().isSameAs(preferred)) {
        return i;
      }
      if (first < 0 && isGit(source)) {
        first = i;
      }
    }
    if (first < 0) {
      throw Problem.user(
              "promotion.no-git-source",
              "The Application has no source in git whose values could be written.",
              Where.of("Application " + view.name()).field("spec.source"),
              "Give it one, or let the environment write the Application's parameters.")
          .asException();
    }
    return first;
  }

  private static boolean isGit(SourceSpec source) {
    return source.chart().isEmpty();
  }

  /** This source's commit of a list as {@code RenderedDiff} writes it. */
  Optional<CommitId> commit(String revisions) {
    var parts = revisions.split(",", -1);
    return source < parts.length && parts[source].matches("[0-9a-f]{40}")
        ? Optional.of(new CommitId(parts[source]))
        : Optional.empty();
  }
}
