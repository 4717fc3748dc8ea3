package io.openluffy.promotion;

import io.openluffy.git.CommitId;
import io.openluffy.kernel.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a rollback stands.
 *
 * <pre>
 * Requested -> Effective -> Done
 *     |                      (Effective: git still has to be written, and is tried until it is)
 *     +-> Failed
 * </pre>
 */
public sealed interface RollbackState {

  /** States that something still has to happen in. */
  sealed interface Open extends RollbackState {}

  record Requested(Instant since) implements Open {
    public Effective effective(Instant at) {
      return new Effective(at);
    }

    public Done done(Instant at, Optional<CommitId> commit) {
      return new Done(at, commit);
    }

    public Failed failed(Instant at, Problem problem) {
      return new Failed(at, problem);
    }
  }

  /** The Application is back and pinned; the commit that says so in git as well is to come. */
  record Effective(Instant since) implements Open {
    public Done done(Instant at, Optional<CommitId> commit) {
      return new Done(at, commit);
    }

    /** The Application is back all the same; only git could not be written. */
    public Failed failed(Instant at, Problem problem) {
      return new Failed(at, problem);
    }
  }

  /**
   * @param commit in git, if there is one
   */
  record Done(Instant at, Optional<CommitId> commit) implements RollbackState {}

  record Failed(Instant at, Problem problem) implements RollbackState {}

  /** The simple name, as the API shows it. */
  default String word() {
    return getClass().getSimpleName();
  }
}
