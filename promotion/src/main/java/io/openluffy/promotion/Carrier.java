package io.openluffy.promotion;

import io.openluffy.git.CommitId;
import java.util.Map;
import java.util.Optional;

/** What carries a release's tags into its Application. */
public sealed interface Carrier {

  /** A values commit on the branch that the Application tracks. */
  record InCommit(CommitId commit, String branch) implements Carrier {}

  /**
   * The Application's Helm parameters.
   *
   * @param parameters name to tag
   */
  record InParameters(Map<String, String> parameters) implements Carrier {
    public InParameters {
      parameters = Map.copyOf(parameters);
    }
  }

  /** The values commit, if it is one. */
  default Optional<CommitId> valuesCommit() {
    return this instanceof InCommit(var commit, var branch)
        ? Optional.of(commit)
        : Optional.empty();
  }
}
