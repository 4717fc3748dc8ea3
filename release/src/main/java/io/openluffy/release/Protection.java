package io.openluffy.release;

import java.util.Optional;

/**
 * What stands between a release and an environment.
 *
 * @param requires an environment in which the same content must have arrived
 * @param approval who has to agree
 * @param emergency who may let a release in past all of this
 */
public record Protection(
    Optional<String> requires, Optional<ApprovalRule> approval, Optional<EmergencyRule> emergency) {
  public static final Protection NONE =
      new Protection(Optional.empty(), Optional.empty(), Optional.empty());

  public Protection withRequires(Optional<String> environment) {
    return new Protection(environment, approval, emergency);
  }

  public Protection withApproval(Optional<ApprovalRule> rule) {
    return new Protection(requires, rule, emergency);
  }

  public Protection withEmergency(Optional<EmergencyRule> rule) {
    return new Protection(requires, approval, rule);
  }
}
