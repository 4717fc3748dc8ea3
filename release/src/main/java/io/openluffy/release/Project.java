package io.openluffy.release;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connected repository and the configuration that is in force for it.
 *
 * @param configBranch the branch whose environments and protection rules count
 * @param configCommit the revision that {@code configuration} was read from; empty as long as no
 *     good one was seen
 * @param seenCommit the newest revision of the config branch that was looked at
 * @param configProblems why {@code seenCommit} is not in force; empty when it is
 * @param configuration the last good one
 */
public record Project(
    ProjectName name,
    RepositoryUrl repository,
    String configBranch,
    Optional<CommitId> configCommit,
    Optional<CommitId> seenCommit,
    List<Problem> configProblems,
    Configuration configuration,
    Instant connectedAt) {
  public Project {
    configProblems = List.copyOf(configProblems);
  }

  /** The same project with a good configuration, which is in force from now on. */
  public Project configured(CommitId commit, Configuration good) {
    return new Project(
        name,
        repository,
        configBranch,
        Optional.of(commit),
        Optional.of(commit),
        List.of(),
        good,
        connectedAt);
  }

  /** The same project after a bad revision: the last good configuration stays in force. */
  public Project misconfigured(Optional<CommitId> commit, List<Problem> problems) {
    return new Project(
        name, repository, configBranch, configCommit, commit, problems, configuration, connectedAt);
  }
}
