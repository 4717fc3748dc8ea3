package io.openluffy.server.view;

import io.openluffy.kernel.Problem;
import io.openluffy.promotion.Irreversible;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.RollbackPreview;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rollback would change, and what else could be gone back to ({@code RollbackPreview}).
 *
 * @param irreversible why it takes force
 * @param mayNotBecause why the caller may not roll back at all
 */
public record RollbackPreviewView(
    String environment,
    Optional<Stop> from,
    Optional<Stop> to,
    String toInWords,
    boolean clusterFirst,
    Optional<String> irreversible,
    Optional<ProblemView> refusal,
    Optional<DiffView> diff,
    Optional<ProblemView> noDiff,
    boolean mayRollBack,
    Optional<String> mayNotBecause,
    boolean mayForce,
    List<Candidate> candidates) {

  /** A release at either end. */
  public record Stop(String release, String tag, String promotion, String state) {
    static Stop of(Promotion promotion) {
      return new Stop(
          promotion.release().value(),
          promotion.tag(),
          promotion.id().value(),
          promotion.state().word());
    }
  }

  /** A release that has been there ({@code RollbackCandidate}). */
  public record Candidate(
      String release,
      String tag,
      Instant arrivedAt,
      Optional<Long> history,
      boolean present,
      boolean lastGood,
      Optional<String> bad,
      Optional<String> refusal,
      Optional<String> irreversible) {
    static Candidate of(RollbackPreview.Candidate one) {
      return new Candidate(
          one.promotion().release().value(),
          one.promotion().tag(),
          one.arrivedAt(),
          one.entry(),
          one.present(),
          one.lastGood(),
          one.bad().map(mark -> mark.of(one.promotion().release())),
          one.refusal().map(Problem::inWords),
          one.over().map(Irreversible::inWords));
    }
  }

  public static RollbackPreviewView of(
      String environment, RollbackPreview preview, Optional<Problem> mayNot, boolean mayForce) {
    return new RollbackPreviewView(
        environment,
        preview.present().map(Stop::of),
        preview.target().map(Stop::of),
        preview.to(),
        preview.clusterFirst(),
        preview.over().map(Irreversible::inWords),
        preview.refusal().map(ProblemView::of),
        preview.diff().map(DiffView::of),
        preview.noDiff().map(ProblemView::of),
        mayNot.isEmpty(),
        mayNot.map(Problem::inWords),
        mayForce,
        preview.candidates().stream().map(Candidate::of).toList());
  }
}
