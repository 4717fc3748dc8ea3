package io.openluffy.release.intake;

import io.openluffy.git.Commit;
import io.openluffy.kernel.Problem;
import io.openluffy.release.Pipeline;
import io.openluffy.release.PushOutcome.Verdict;
import io.openluffy.release.config.ConfigurationReader.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides what a push sets in motion. */
final class PushRules {
  /** A squash merge quotes the messages of the commits that it puts into one. */
  private static final List<String> QUOTES =
      List.of(Commit.OUR_TRAILER + "Promotion:", Commit.OUR_TRAILER + "Rollback:");

  private static final List<String> SKIP_WORDS =
      List.of("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]");

  private PushRules() {}

  /** What is to be done. */
  sealed interface Decision {
    record Release(List<Pipeline> pipelines) implements Decision {}

    record Nothing(Verdict verdict) implements Decision {}
  }

  static Decision branchDeleted(String branch) {
    return skipped("BranchDeleted", "The branch '" + branch + "' was deleted.");
  }

  static Decision commitGone(String commit) {
    return skipped(
        "CommitGone", "The commit " + commit + " is no longer in the repository; it was replaced.");
  }

  /**
   * @param pushed the commits that the push brought, the newest first; its head alone when it
   *     brought none
   * @param reading empty when the revision has no configuration
   */
  static Decision decide(String branch, List<Commit> pushed, Optional<Reading> reading) {
    var newest = pushed.stream().filter(commit -> !commit.isOurs()).findFirst();
    if (newest.isEmpty()) {
      return skipped("OwnCommit", "OpenLuffy itself wrote these commits.");
    }
    if (reading.isEmpty()) {
      return skipped("NoConfiguration", "The revision has no .openluffy folder.");
    }
    var word = skipWord(newest.get());
    if (word.isPresent()) {
      return skipped("SkipCi", "The message of the commit says " + word.get() + ".");
    }
    if (!reading.get().problems().isEmpty()) {
      return new Decision.Nothing(new Verdict.Refused(reading.get().problems()));
    }
    var pipelines =
        reading.get().configuration().pipelines().stream()
            .filter(pipeline -> pipeline.branch().equals(branch))
            .toList();
    return pipelines.isEmpty()
        ? skipped("NoPipeline", "No pipeline is for the branch '" + branch + "'.")
        : new Decision.Release(pipelines);
  }

  /** The words in a quoted message of ours were not said about this commit. */
  private static Optional<String> skipWord(Commit commit) {
    var message = commit.message();
    var isSquash = QUOTES.stream().anyMatch(message::contains);
    var said = (isSquash ? commit.subject() : message).toLowerCase(Locale.ROOT);
    return SKIP_WORDS.stream().filter(said::contains).findFirst();
  }

  static Decision refused(Problem problem) {
    return new Decision.Nothing(new Verdict.Refused(List.of(problem)));
  }

  private static Decision skipped(String reason, String message) {
    return new Decision.Nothing(new Verdict.Skipped(reason, message));
  }
}
