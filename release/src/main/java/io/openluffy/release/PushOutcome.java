package io.openluffy.release;

import io.openluffy.git.CommitId;
import io.openluffy.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a push; each push has exactly one.
 *
 * @param push the id of the push
 * @param commit the head after the push; empty when the branch was deleted
 */
public record PushOutcome(
    String push,
    ProjectName project,
    String branch,
    Optional<CommitId> commit,
    Verdict verdict,
    Instant at) {

  /** Released, or why not. */
  public sealed interface Verdict {
    /** One release for each pipeline of the branch. */
    record Released(List<ReleaseId> releases) implements Verdict {
      public Released {
        releases = List.copyOf(releases);
      }
    }

    /**
     * Nothing was to be done.
     *
     * @param reason CamelCase and stable: NoPipeline, SkipCi, OwnCommit, BranchDeleted,
     *     NoConfiguration
     */
    record Skipped(String reason, String message) implements Verdict {}

    /** The configuration in the pushed revision is wrong; what runs stays as it is. */
    record Refused(List<Problem> problems) implements Verdict {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }
}
