package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.git.Author;
import io.openluffy.git.CommitId;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.Revert;
import io.openluffy.kernel.ProblemException;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.release.ValuesTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in git what a rollback has done. Writing twice is writing once. */
final class RollbackWriter {
  private final Git git;
  private final ValuesWriter writer;

  RollbackWriter(Git git, ApplicationParameters parameters) {
    this.git = git;
    this.writer = new ValuesWriter(git, parameters);
  }

  /** What a crash may have left behind. */
  boolean hasWritten(Rollback rollback, Bound bound, ApplicationView view) {
    return bound.environment().values() instanceof ValuesTarget.ValuesFile
        && written(rollback, tracked(bound, view)).isPresent();
  }

  /**
   * @param means a revert or a rewrite
   * @param former tags to set where somebody changed the same lines since
   */
  Carrier write(
      Rollback rollback,
      RollbackMeans means,
      Optional<Map<String, String>> former,
      Bound bound,
      ApplicationView view) {
    return switch (means) {
      case RollbackMeans.Revert revert -> revertOrRewrite(rollback, revert, former, bound, view);
      case RollbackMeans.Rewrite(var tags) -> rewrite(rollback, bound, view, tags);
      case RollbackMeans.History ignored ->
          throw new IllegalStateException("A history is not written: " + rollback.id());
    };
  }

  private Carrier revertOrRewrite(
      Rollback rollback,
      RollbackMeans.Revert revert,
      Optional<Map<String, String>> former,
      Bound bound,
      ApplicationView view) {
    try {
      return revert(rollback, bound, view, revert);
    } catch (ProblemException refused) {
      if (!refused.problem().code().equals("git.conflict") || former.isEmpty()) {
        throw refused;
      }
      return rewrite(rollback, bound, view, former.get());
    }
  }

  private Carrier revert(
      Rollback rollback, Bound bound, ApplicationView view, RollbackMeans.Revert revert) {
    var tracked = tracked(bound, view);
    var commit =
        written(rollback, tracked)
            .orElseGet(
                () ->
                    git.revert(
                            tracked.repository(),
                            new Revert(
                                tracked.branch(),
                                Author.OPENLUFFY,
                                subject(rollback),
                                Map.of(ValuesWriter.ROLLBACK, rollback.id().value()),
                                Optional.empty(),
                                revert.valuesCommit(),
                                file(bound)))
                        .id());
    return new Carrier.InCommit(commit, tracked.branch());
  }

  private Tracked tracked(Bound bound, ApplicationView view) {
    return Tracked.of(view, bound.project().repository(), git);
  }

  private Optional<CommitId> written(Rollback rollback, Tracked tracked) {
    return writer.find(ValuesWriter.ROLLBACK, rollback.id().value(), tracked).map(one -> one.id());
  }

  private static List<RepositoryPath> file(Bound bound) {
    return bound.environment().values() instanceof ValuesTarget.ValuesFile file
        ? List.of(file.path())
        : List.of();
  }

  private Carrier rewrite(
      Rollback rollback, Bound bound, ApplicationView view, Map<String, String> tags) {
    var order =
        new ValuesWriter.Order(
            ValuesWriter.ROLLBACK, rollback.id().value(), rollback.to(), subject(rollback), tags);
    return writer.write(order, bound, view);
  }

  private static String subject(Rollback rollback) {
    return "Take " + rollback.place().environment() + " back to " + rollback.to() + " [skip ci]";
  }
}
