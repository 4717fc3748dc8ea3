package io.openluffy.promotion;

import io.openluffy.promotion.PromotionState.AwaitingApproval;
import io.openluffy.promotion.PromotionState.Open;
import io.openluffy.promotion.PromotionState.Queued;
import io.openluffy.promotion.PromotionState.Soaking;
import io.openluffy.promotion.PromotionState.Syncing;
import io.openluffy.promotion.PromotionState.Writing;

/** Finds the state's own method for an event. */
final class PromotionTransitions {
  private PromotionTransitions() {}

  static PromotionState of(PromotionState state, PromotionEvent event) {
    return switch (event) {
      case PromotionEvent.Started e when state instanceof Queued s -> s.started(e.at());
      case PromotionEvent.ValuesWritten e when state instanceof Writing s ->
          e.deadline().isPresent()
              ? s.written(e.at(), e.carrier(), e.deadline().get())
              : s.writtenForApproval(e.at(), e.carrier());
      case PromotionEvent.ApprovalAsked e when state instanceof AwaitingApproval s ->
          s.shown(e.shown());
      case PromotionEvent.ApprovalGranted e when state instanceof AwaitingApproval s ->
          s.granted(e.at(), e.approved(), e.deadline());
      case PromotionEvent.ApprovalVoided e when state instanceof Syncing s ->
          s.voided(e.at(), e.shown());
      case PromotionEvent.SoakStarted e when state instanceof Syncing s ->
          s.soaking(e.at(), e.until());
      case PromotionEvent.SoakInterrupted e when state instanceof Soaking s ->
          s.interrupted(e.at(), e.patience());
      case PromotionEvent.Arrived e when state instanceof Soaking s ->
          s.arrived(e.at(), e.history());
      case PromotionEvent.Arrived e when state instanceof Syncing s ->
          s.arrived(e.at(), e.history());
      case PromotionEvent.Rejected e when state instanceof AwaitingApproval s ->
          s.rejected(e.at(), e.by(), e.comment());
      case PromotionEvent.Expired e when state instanceof AwaitingApproval s ->
          s.expired(e.at(), e.message());
      case PromotionEvent.Failed e when state instanceof Open s -> s.failed(e.at(), e.problem());
      case PromotionEvent.Superseded e when state instanceof Open s ->
          s.superseded(e.at(), e.by(), e.reason());
      case PromotionEvent.RolledBack e when state instanceof Open s ->
          s.rolledBack(e.at(), e.by(), e.to());
      case PromotionEvent.RolledBack e when state instanceof PromotionState.Arrived s ->
          s.rolledBack(e.at(), e.by(), e.to());
      case PromotionEvent.RolledBack e when state instanceof PromotionState.Failed s ->
          s.rolledBack(e.at(), e.by(), e.to());
      case PromotionEvent.Restored e when state instanceof PromotionState.RolledBack s ->
          s.restored();
      default ->
          throw new IllegalStateException(
              event.getClass().getSimpleName() + " can't happen to a promotion that is " + state);
    };
  }
}
