package io.openluffy.release.config;

import io.openluffy.kernel.Where;
import io.openluffy.release.Protection;
import java.util.Optional;

/** Reads the keys of an Environment that protect it. */
final class ProtectionReader {
  private ProtectionReader() {}

  /**
   * @param requires the place of the environment that is required
   */
  record Found(Protection protection, Optional<Where> requires) {}

  static Found read(Section spec) {
    var requires =
        spec.optional("requires").flatMap(Value::section).flatMap(ProtectionReader::verified);
    var approval = spec.optional("approval").flatMap(Value::section).flatMap(ApprovalReader::read);
    var emergency =
        spec.optional("emergency").flatMap(Value::section).flatMap(EmergencyReader::read);
    var rollback =
        spec.optional("rollback").flatMap(Value::section).flatMap(RollbackPolicyReader::read);
    spec.notYet("windows");
    var protection =
        Protection.NONE
            .withRequires(requires.flatMap(Texts::name))
            .withApproval(approval)
            .withEmergency(emergency)
            .withRollback(rollback);
    return new Found(protection, requires.map(Value::where));
  }

  private static Optional<Value> verified(Section section) {
    var value = section.required("verified");
    section.done();
    return value;
  }
}
