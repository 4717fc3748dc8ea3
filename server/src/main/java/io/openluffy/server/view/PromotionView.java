package io.openluffy.server.view;

import io.openluffy.git.CommitId;
import io.openluffy.promotion.Approval;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A promotion ({@code Promotion}). */
public record PromotionView(
    String id,
    String project,
    String release,
    String tag,
    String environment,
    String application,
    String state,
    Optional<String> commit,
    @com.fasterxml.jackson.annotation.JsonProperty("wait") Optional<WaitView> waiting,
    Optional<SoakView> soak,
    Optional<ProblemView> problem,
    Instant createdAt,
    Optional<Instant> endedAt,
    List<ApprovalView> approvals,
    Optional<Integer> approvalsRequired,
    Optional<EmergencyView> emergency) {

  /** The clock of a soak. */
  public record SoakView(Instant since, Instant until, int restarts) {}

  /**
   * A vote ({@code Approval}).
   *
   * @param isVoid it was for something that changed since
   * @param because what changed, in words
   */
  public record ApprovalView(
      String by,
      String vote,
      Optional<String> comment,
      String door,
      Instant at,
      @com.fasterxml.jackson.annotation.JsonProperty("void") boolean isVoid,
      Optional<String> because) {}

  /**
   * @param required how many approvals the environment asks for now; empty when it is not protected
   */
  public static PromotionView of(Promotion promotion, Optional<Integer> required, Instant now) {
    return new PromotionView(
        promotion.id().value(),
        promotion.project().value(),
        promotion.release().value(),
        promotion.tag(),
        promotion.environment(),
        promotion.application(),
        promotion.state().word(),
        promotion.valuesCommit().map(CommitId::hex),
        promotion.waiting().map(wait -> WaitView.of(wait, now)),
        soak(promotion.state()),
        promotion.state() instanceof PromotionState.Failed failed
            ? Optional.of(ProblemView.of(failed.problem()))
            : Optional.empty(),
        promotion.createdAt(),
        promotion.ended(),
        promotion.approvals().stream().map(vote -> approval(promotion, vote)).toList(),
        required,
        promotion.emergency().map(one -> EmergencyView.of(one, now)));
  }

  private static Optional<SoakView> soak(PromotionState state) {
    return state instanceof PromotionState.Soaking soaking
        ? Optional.of(new SoakView(soaking.since(), soaking.until(), soaking.restarts()))
        : Optional.empty();
  }

  private static ApprovalView approval(Promotion promotion, Approval vote) {
    var changed =
        promotion
            .shown()
            .or(promotion::approved)
            .map(shown -> shown.binding().changedSince(vote.boundTo()))
            .orElse(List.of());
    return new ApprovalView(
        vote.by().name(),
        vote.vote().name().toLowerCase(Locale.ROOT),
        Optional.of(vote.comment()).filter(text -> !text.isEmpty()),
        vote.by().door().name(),
        vote.at(),
        !changed.isEmpty(),
        Optional.of(String.join(" and ", changed)).filter(text -> !text.isEmpty()));
  }
}
