package io.openluffy.release;

import java.util.Optional;

/**
 * What stands between a release and an environment.
 *
 * @param requires an environment in which the same content must have arrived
 * @param approval who has to agree
 * @param emergency who may let a release in past all of this
 * @param rollback when it is taken back by itself
 */
public record Protection(
    Optional<String> requires,
    Optional<ApprovalRule> approval,
    Optional<EmergencyRule> emergency,
    Optional<RollbackPolicy> rollback) {
  public static final Protection NONE =
      new Protection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Protection withRequires(Optional<String> environment) {
    return new Protection(environment, approval, emergency, rollback);
  }

  public Protection withApproval(Optional<ApprovalRule> rule) {
    return new Protection(requires, rule, emergency, rollback);
  }

  public Protection withEmergency(Optional<EmergencyRule> rule) {
    return new Protection(requires, approval, rule, rollback);
  }

  public Protection withRollback(Optional<RollbackPolicy> policy) {
    return new Protection(requires, approval, emergency, policy);
  }
}
