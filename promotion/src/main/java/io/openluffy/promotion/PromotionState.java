package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a promotion stands; each transition is a method of the state it leaves.
 *
 * <pre>
 *            written, unprotected
 * Queued -> Writing ------------------------------> Syncing <------------ Soaking
 *              |                                     ^   |  interrupted     |
 *              | written, protected                  |   +----------------> |
 *              +----------> AwaitingApproval --------+     resident         | undisturbed
 *                             |        granted (and back: voided)          v
 *                             +-> Rejected, Expired                       Arrived <-> RolledBack
 *
 * from every open state: -> Superseded, -> Failed, <-> RolledBack; Failed -> RolledBack
 * </pre>
 */
public sealed interface PromotionState {

  /** States that something still has to happen in. */
  sealed interface Open extends PromotionState {
    Instant since();

    /** What carries its tags, once it is on its way into the cluster. */
    default Optional<Carrier> applied() {
      return Optional.empty();
    }

    default Superseded superseded(Instant at, ReleaseId by, String reason) {
      return new Superseded(at, by, reason);
    }

    default Failed failed(Instant at, Problem problem) {
      return new Failed(at, problem, applied());
    }

    default RolledBack rolledBack(Instant at, String by, String to) {
      return new RolledBack(at, by, to, Optional.empty());
    }
  }

  /** Waits for its turn, or for what the environment requires. */
  record Queued(Instant since) implements Open {
    public Writing started(Instant at) {
      return new Writing(at);
    }
  }

  /** Its tags are being written. */
  record Writing(Instant since) implements Open {
    public Syncing written(Instant at, Carrier carrier, Instant deadline) {
      return new Syncing(at, carrier, deadline, 0, Optional.empty());
    }

    public AwaitingApproval writtenForApproval(Instant at, Carrier carrier) {
      return new AwaitingApproval(at, carrier, Optional.empty());
    }
  }

  /**
   * Its tags are written, the Application is out of sync, people vote.
   *
   * @param shown what there is to vote on; empty until it is rendered
   */
  record AwaitingApproval(Instant since, Carrier carrier, Optional<Shown> shown) implements Open {
    public AwaitingApproval shown(Shown newly) {
      return new AwaitingApproval(since, carrier, Optional.of(newly));
    }

    public Syncing granted(Instant at, Shown approved, Instant deadline) {
      return new Syncing(at, carrier, deadline, 0, Optional.of(approved));
    }

    public Rejected rejected(Instant at, String by, String comment) {
      return new Rejected(at, by, comment);
    }

    public Expired expired(Instant at, String message) {
      return new Expired(at, message);
    }
  }

  /**
   * It is on its way into the cluster, or there but not yet (or no longer) well.
   *
   * @param deadline when it fails if it is not resident and healthy by then
   * @param restarts how often the soak was interrupted so far
   * @param approved what was approved, if the environment is protected
   */
  record Syncing(
      Instant since, Carrier carrier, Instant deadline, int restarts, Optional<Shown> approved)
      implements Open {
    public Soaking soaking(Instant at, Instant until) {
      return new Soaking(at, until, carrier, restarts, approved);
    }

    @Override
    public Optional<Carrier> applied() {
      return Optional.of(carrier);
    }

    /** A soak of no time at all. */
    public Arrived arrived(Instant at, Optional<Long> history) {
      return new Arrived(at, carrier, approved, history);
    }

    /** What would be applied is not what was approved: nothing was applied, people vote anew. */
    public AwaitingApproval voided(Instant at, Shown newly) {
      return new AwaitingApproval(at, carrier, Optional.of(newly));
    }
  }

  /** Resident and healthy since {@code since}; arrived if that lasts until {@code until}. */
  record Soaking(
      Instant since, Instant until, Carrier carrier, int restarts, Optional<Shown> approved)
      implements Open {
    @Override
    public Optional<Carrier> applied() {
      return Optional.of(carrier);
    }

    public Syncing interrupted(Instant at, Duration patience) {
      return new Syncing(at, carrier, at.plus(patience), restarts + 1, approved);
    }

    public Arrived arrived(Instant at, Optional<Long> history) {
      return new Arrived(at, carrier, approved, history);
    }
  }

  /**
   * The environment runs it, or ran it until the next one arrived.
   *
   * @param history the entry of the Application's history that holds it, if it is known
   */
  record Arrived(Instant at, Carrier carrier, Optional<Shown> approved, Optional<Long> history)
      implements PromotionState {
    public RolledBack rolledBack(Instant when, String by, String to) {
      return new RolledBack(when, by, to, Optional.of(this));
    }
  }

  /**
   * @param applied what carries its tags, if it was on its way into the cluster, where it may run
   */
  record Failed(Instant at, Problem problem, Optional<Carrier> applied) implements PromotionState {
    public RolledBack rolledBack(Instant when, String by, String to) {
      return new RolledBack(when, by, to, Optional.empty());
    }
  }

  record Rejected(Instant at, String by, String comment) implements PromotionState {}

  /**
   * Not enough people voted in time.
   *
   * @param message how many there were, and what was missing
   */
  record Expired(Instant at, String message) implements PromotionState {}

  record Superseded(Instant at, ReleaseId by, String reason) implements PromotionState {}

  /**
   * It was taken out of the environment again.
   *
   * @param to what came in its place, in words
   * @param before what it was, if it had arrived
   */
  record RolledBack(Instant at, String by, String to, Optional<Arrived> before)
      implements PromotionState {
    /** A later rollback leads to it again. */
    public Arrived restored() {
      return before.orElseThrow(() -> new IllegalStateException("It had never arrived"));
    }
  }

  /** The simple name, as the API shows it. */
  default String word() {
    return getClass().getSimpleName();
  }
}
