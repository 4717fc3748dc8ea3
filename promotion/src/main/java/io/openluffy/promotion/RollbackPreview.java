package io.openluffy.promotion;

import io.openluffy.application.RenderedDiff;
import io.openluffy.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people look at before they roll an environment back.
 *
 * @param present what the environment has
 * @param to where it would go, in words; empty if it can't
 * @param target the promotion that had brought that, if it was one of ours
 * @param clusterFirst whether the cluster goes back at once, and git afterwards
 * @param refusal why it can't go there
 * @param over the release on the way that can't be taken back, so that it takes force
 * @param diff what would change in the cluster, if that is known
 * @param noDiff why it is not
 */
public record RollbackPreview(
    Optional<Promotion> present,
    String to,
    Optional<Promotion> target,
    boolean clusterFirst,
    Optional<Problem> refusal,
    Optional<Irreversible> over,
    Optional<RenderedDiff> diff,
    Optional<Problem> noDiff,
    List<Candidate> candidates) {
  public RollbackPreview {
    candidates = List.copyOf(candidates);
  }

  /**
   * A release that has been there.
   *
   * @param entry of the Application's history that holds it
   * @param lastGood whether it is what is gone back to when nothing else is said
   */
  public record Candidate(
      Promotion promotion,
      Instant arrivedAt,
      Optional<Long> entry,
      boolean present,
      boolean lastGood,
      Optional<BadMark> bad,
      Optional<Problem> refusal,
      Optional<Irreversible> over) {}
}
