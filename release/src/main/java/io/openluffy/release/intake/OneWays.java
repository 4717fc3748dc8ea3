package io.openluffy.release.intake;

import io.openluffy.git.Commit;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.Push;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.Pipeline;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether what a pipeline releases can't be taken back, from all that was committed since
 * its last release: whether that was deployed or not, it is part of this one.
 */
final class OneWays {
  /** Of a commit by people; theirs, so without our prefix. */
  static final String TRAILER = "Irreversible";

  private static final int MOST_COMMITS = 200;
  private static final int RECENT = 200;
  private static final int LONGEST_REASON = 500;

  private final Store store;
  private final Git git;

  OneWays(Store store, Git git) {
    this.store = store;
    this.git = git;
  }

  /** By the name of the pipeline; those that can be taken back are left out. */
  Map<String, String> of(Push push, ProjectName project, CommitId head, List<Pipeline> pipelines) {
    var reasons = new HashMap<String, String>();
    for (var pipeline : pipelines) {
      reason(push, project, head, pipeline).ifPresent(why -> reasons.put(pipeline.name(), why));
    }
    return reasons;
  }

  private Optional<String> reason(
      Push push, ProjectName project, CommitId head, Pipeline pipeline) {
    var since =
        last(project, pipeline)
            .map(Release::commit)
            .or(push::before)
            .flatMap(id -> git.resolve(push.repository(), id.hex()));
    if (since.isEmpty()) {
      return said(git.commit(push.repository(), head));
    }
    return git.log(push.repository(), since, head, Optional.empty(), MOST_COMMITS).stream()
        .flatMap(commit -> said(commit).stream())
        .findFirst()
        .or(() -> changed(push, since.get(), head, pipeline));
  }

  private static Optional<String> said(Commit commit) {
    return Optional.ofNullable(commit.trailers().get(TRAILER))
        .map(String::strip)
        .filter(reason -> !reason.isEmpty())
        .map(reason -> reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
  }

  private Optional<String> changed(Push push, CommitId since, CommitId head, Pipeline pipeline) {
    return pipeline.irreversible().stream()
        .filter(
            one ->
                git
                    .log(
                        push.repository(),
                        Optional.of(since),
                        head,
                        Optional.of(one.path()),
                        MOST_COMMITS)
                    .stream()
                    .anyMatch(commit -> !commit.isOurs()))
        .map(one -> one.reason() + " (it changes " + one.path().value() + ")")
        .findFirst();
  }

  private Optional<Release> last(ProjectName project, Pipeline pipeline) {
    return store.read(
        transaction ->
            transaction
                .last(ReleaseTables.RELEASE_NUMBER, "project", project.value(), RECENT)
                .stream()
                .flatMap(
                    row -> transaction.find(ReleaseTables.RELEASE, row.release().value()).stream())
                .filter(release -> release.pipeline().name().equals(pipeline.name()))
                .filter(release -> release.branch().equals(pipeline.branch()))
                .findFirst());
  }
}
