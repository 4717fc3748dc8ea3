package io.openluffy.promotion;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import java.util.List;
import java.util.Optional;

/** What there is to know and to ask about promotions, for every door. */
public interface Promotions {
  /** The promotions of a project, newest first. */
  List<Promotion> list(ProjectName project, int limit);

  /** The promotions of a release, newest first. */
  List<Promotion> of(ReleaseId release);

  /** The promotions into one environment, newest first. */
  List<Promotion> into(EnvironmentKey environment, int limit);

  /** Those of all projects that have not ended, oldest first. */
  List<Promotion> open();

  Optional<Promotion> find(PromotionId id);

  /** The same; what pods are at changes often in a rollout, and is not written down each time. */
  Promotion live(Promotion promotion);

  /** The promotion that brought what the environment is meant to run now. */
  Optional<Promotion> current(EnvironmentKey environment);

  VoteAnswer approve(PromotionId id, Principal by, ApprovalBinding shown, String comment);

  VoteAnswer reject(PromotionId id, Principal by, ApprovalBinding shown, String comment);

  /** Why the person may not vote on it; empty if they may. */
  Optional<Problem> mayNotVote(PromotionId id, Principal by);

  /** How its approval stands, for this reader. */
  Voting voting(PromotionId id, Principal by);

  /**
   * Lets it in past the gates that are shut, for a while: a person begins, another confirms.
   *
   * @param shown what the person saw; empty when there is nothing to see yet
   * @param reason may be empty for whoever confirms
   */
  EmergencyAnswer breakGlass(
      PromotionId id, Principal by, Optional<ApprovalBinding> shown, String reason);

  /** Asks for the release in the environment, whatever its pipeline has come to. */
  PromoteAnswer promote(ReleaseId release, String environment, Principal by);

  RollbackAnswer rollback(EnvironmentKey environment, RollbackOrder order, Principal by);

  default RollbackAnswer rollback(
      EnvironmentKey environment, RollbackTarget target, boolean alsoInGit, Principal by) {
    return rollback(environment, new RollbackOrder(target, alsoInGit, Optional.empty()), by);
  }

  /** Why the person may not roll it back, or may not force that; empty if they may. */
  Optional<Problem> mayNotRollBack(EnvironmentKey environment, Principal by, boolean forced);

  /** What a rollback would change, and what else the environment could go back to. */
  RollbackPreview rollbackPreview(EnvironmentKey environment, RollbackTarget target);

  List<Rollback> rollbacks(EnvironmentKey environment, int limit);

  /** The mark on a release, or on another one with the same content. */
  Optional<BadMark> bad(Release release);

  /** From now on it is promoted nowhere; the problem tells why it can't be marked. */
  Optional<Problem> markBad(Release release, Principal by, String reason);

  /** It may be promoted again, which it is when somebody asks for it. */
  Optional<Problem> unmarkBad(Release release, Principal by);

  /** What has to be true before the release is in the environment, in order. */
  List<Condition> why(ReleaseId release, String environment);

  /** Whether its content has been tested where the environment (or else the lane before) says. */
  Tested tested(ReleaseId release, String environment);
}
