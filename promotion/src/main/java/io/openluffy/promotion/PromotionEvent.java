package io.openluffy.promotion;

import io.openluffy.git.ContentId;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Wait;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a promotion. Each is a row of the journal, and folding them in their order gives
 * the promotion again ({@link Promotion#replay}).
 */
public sealed interface PromotionEvent {
  Instant at();

  /** The first event of each promotion. */
  record Queued(
      Instant at,
      ProjectName project,
      String environment,
      String application,
      ReleaseId release,
      ContentId contentId,
      String tag,
      List<ReleaseImage> images,
      Trigger trigger,
      String askedBy,
      Rank rank)
      implements PromotionEvent {
    public Queued {
      images = List.copyOf(images);
    }
  }

  record Started(Instant at) implements PromotionEvent {}

  /**
   * @param deadline empty when an approval has to come first
   */
  record ValuesWritten(Instant at, Carrier carrier, Optional<Instant> deadline)
      implements PromotionEvent {}

  /** There is something to vote on, or it is no longer what it was and votes for that are void. */
  record ApprovalAsked(Instant at, Shown shown) implements PromotionEvent {}

  record VoteCast(Instant at, Approval approval) implements PromotionEvent {}

  record ApprovalGranted(Instant at, Shown approved, Instant deadline) implements PromotionEvent {}

  /** What was approved is no longer what would be applied; people have to look again. */
  record ApprovalVoided(Instant at, Shown shown) implements PromotionEvent {}

  record SoakStarted(Instant at, Instant until) implements PromotionEvent {}

  record SoakInterrupted(Instant at, String why, Duration patience) implements PromotionEvent {}

  /** What it waits for changed; empty when it goes on. */
  record WaitChanged(Instant at, Optional<Wait> waiting) implements PromotionEvent {}

  /**
   * @param history the entry of the Application's history that holds it, if it is known
   */
  record Arrived(Instant at, Optional<Long> history) implements PromotionEvent {}

  record Failed(Instant at, Problem problem) implements PromotionEvent {}

  record Rejected(Instant at, String by, String comment) implements PromotionEvent {}

  /**
   * The time for votes is over.
   *
   * @param message how many there were, and what was missing
   */
  record Expired(Instant at, String message) implements PromotionEvent {}

  /**
   * Somebody broke the glass, or confirmed that somebody else did.
   *
   * @param reason of the first
   * @param until when it is over
   * @param needed how many different people it takes
   */
  record GlassBroken(Instant at, String reason, Instant until, int needed, Emergency.Hand hand)
      implements PromotionEvent {}

  /**
   * It went on without the approvals that it needs.
   *
   * @param by those who broke the glass
   */
  record EmergencyUsed(Instant at, String reason, List<String> by) implements PromotionEvent {
    public EmergencyUsed {
      by = List.copyOf(by);
    }
  }

  record Superseded(Instant at, ReleaseId by, String reason) implements PromotionEvent {}

  record RolledBack(Instant at, String by, String to) implements PromotionEvent {}

  /** A rollback led to what had been rolled back before. */
  record Restored(Instant at, String by) implements PromotionEvent {}
}
