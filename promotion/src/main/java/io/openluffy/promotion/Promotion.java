package io.openluffy.promotion;

import io.openluffy.git.CommitId;
import io.openluffy.git.ContentId;
import io.openluffy.kernel.Wait;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The arrival of one release in one environment: the fold of its {@link PromotionEvent}s.
 *
 * @param place the environment it is for
 * @param queue the same while it is open, empty afterwards: the field that queues are listed by
 * @param standing the environment while it has arrived there and was not rolled back, else empty
 * @param application name of the environment's Application, without its namespace
 * @param rank what is newer supersedes what is older
 * @param approvals all votes ever cast, also those for something that changed since
 * @param waiting what it waits for; empty while it works or when it has ended
 * @param emergency the newest time that somebody broke the glass for it
 */
public record Promotion(
    PromotionId id,
    ProjectName project,
    String environment,
    EnvironmentKey place,
    String queue,
    String standing,
    String application,
    ReleaseId release,
    ContentId contentId,
    String tag,
    List<ReleaseImage> images,
    Trigger trigger,
    String askedBy,
    Rank rank,
    Instant createdAt,
    PromotionState state,
    List<Approval> approvals,
    Optional<Wait> waiting,
    Optional<Emergency> emergency) {

  /** Oldest first: by rank, and by id where two are equal. */
  public static final Comparator<Promotion> BY_RANK =
      Comparator.comparing(Promotion::rank)
          .thenComparing(Promotion::createdAt)
          .thenComparing(Promotion::id);

  public Promotion {
    images = List.copyOf(images);
    approvals = List.copyOf(approvals);
  }

  public static Promotion queued(PromotionId id, PromotionEvent.Queued event) {
    var place = new EnvironmentKey(event.project(), event.environment());
    return new Promotion(
        id,
        event.project(),
        event.environment(),
        place,
        place.toString(),
        "",
        event.application(),
        event.release(),
        event.contentId(),
        event.tag(),
        event.images(),
        event.trigger(),
        event.askedBy(),
        event.rank(),
        event.at(),
        new PromotionState.Queued(event.at()),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, but that it waits for something else at this moment. */
  Promotion waitingFor(Wait wait) {
    return with(state, Optional.of(wait));
  }

  /** The promotion again, from its rows of the journal in their order. */
  public static Promotion replay(PromotionId id, List<PromotionEvent> events) {
    if (events.isEmpty() || !(events.getFirst() instanceof PromotionEvent.Queued first)) {
      throw new IllegalStateException("The events of " + id + " do not begin with Queued");
    }
    var promotion = queued(id, first);
    for (var event : events.subList(1, events.size())) {
      promotion = promotion.after(event);
    }
    return promotion;
  }

  /** The promotion after the event; an event that can't happen in this state is a bug. */
  public Promotion after(PromotionEvent event) {
    return switch (event) {
      case PromotionEvent.VoteCast(var at, var approval) -> with(approval);
      case PromotionEvent.WaitChanged(var at, var newly) -> with(state, newly);
      case PromotionEvent.GlassBroken broken -> with(Emergency.after(emergency, broken));
      case PromotionEvent.EmergencyUsed(var at, var reason, var by) ->
          with(emergency.orElseThrow().used(at));
      case PromotionEvent.ApprovalVoided ignored ->
          copy(
              PromotionTransitions.of(state, event),
              approvals,
              Optional.empty(),
              emergency.map(Emergency::unused));
      default -> with(PromotionTransitions.of(state, event), waitAfter(event));
    };
  }

  /** A wait that is still true in the next state is said again by the next round. */
  private static Optional<Wait> waitAfter(PromotionEvent event) {
    return event instanceof PromotionEvent.SoakInterrupted(var at, var why, var patience)
        ? Optional.of(Wait.of("SoakInterrupted", why, at))
        : Optional.empty();
  }

  private Promotion with(PromotionState newly, Optional<Wait> waiting) {
    return copy(newly, approvals, waiting, emergency);
  }

  private Promotion with(Emergency newly) {
    return copy(state, approvals, waiting, Optional.of(newly));
  }

  private Promotion with(Approval approval) {
    var more = new ArrayList<>(approvals);
    more.add(approval);
    return copy(state, more, waiting, emergency);
  }

  private Promotion copy(
      PromotionState newly,
      List<Approval> votes,
      Optional<Wait> waiting,
      Optional<Emergency> emergency) {
    var queued = newly instanceof PromotionState.Open ? place.toString() : "";
    var stands = newly instanceof PromotionState.Arrived ? place.toString() : "";
    return new Promotion(
        id,
        project,
        environment,
        place,
        queued,
        stands,
        application,
        release,
        contentId,
        tag,
        images,
        trigger,
        askedBy,
        rank,
        createdAt,
        newly,
        votes,
        waiting,
        emergency);
  }

  public boolean open() {
    return state instanceof PromotionState.Open;
  }

  public boolean arrived() {
    return state instanceof PromotionState.Arrived;
  }

  /** Whether it arrived, and may have been rolled back since. */
  public boolean onceArrived() {
    return arrived()
        || (state instanceof PromotionState.RolledBack was && was.before().isPresent());
  }

  /** When it ended, if it has. */
  public Optional<Instant> ended() {
    return switch (state) {
      case PromotionState.Open ignored -> Optional.empty();
      case PromotionState.Arrived arrived -> Optional.of(arrived.at());
      case PromotionState.Failed failed -> Optional.of(failed.at());
      case PromotionState.Rejected rejected -> Optional.of(rejected.at());
      case PromotionState.Expired expired -> Optional.of(expired.at());
      case PromotionState.Superseded superseded -> Optional.of(superseded.at());
      case PromotionState.RolledBack rolledBack -> Optional.of(rolledBack.at());
    };
  }

  /** What carries its tags, once they are written and while that is of interest. */
  public Optional<Carrier> carrier() {
    return switch (state) {
      case PromotionState.AwaitingApproval waiting -> Optional.of(waiting.carrier());
      case PromotionState.Syncing syncing -> Optional.of(syncing.carrier());
      case PromotionState.Soaking soaking -> Optional.of(soaking.carrier());
      case PromotionState.Arrived arrived -> Optional.of(arrived.carrier());
      case PromotionState.Queued ignored -> Optional.empty();
      case PromotionState.Writing ignored -> Optional.empty();
      case PromotionState.Failed failed -> failed.applied();
      case PromotionState.Rejected ignored -> Optional.empty();
      case PromotionState.Expired ignored -> Optional.empty();
      case PromotionState.Superseded ignored -> Optional.empty();
      case PromotionState.RolledBack was -> was.before().map(PromotionState.Arrived::carrier);
    };
  }

  public Optional<CommitId> valuesCommit() {
    return carrier().flatMap(Carrier::valuesCommit);
  }

  /** What is up for a vote now. */
  public Optional<Shown> shown() {
    return state instanceof PromotionState.AwaitingApproval waiting
        ? waiting.shown()
        : Optional.empty();
  }

  /** What was approved, where an approval was needed and given. */
  public Optional<Shown> approved() {
    return switch (state) {
      case PromotionState.Syncing syncing -> syncing.approved();
      case PromotionState.Soaking soaking -> soaking.approved();
      case PromotionState.Arrived arrived -> arrived.approved();
      case PromotionState.RolledBack was -> was.before().flatMap(PromotionState.Arrived::approved);
      default -> Optional.empty();
    };
  }

  /** {@code name=digest} of each image, sorted, as an {@link ApprovalBinding} holds them. */
  public List<String> digests() {
    return images.stream().map(image -> image.name() + "=" + image.digest()).sorted().toList();
  }
}
