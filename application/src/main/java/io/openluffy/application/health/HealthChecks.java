package io.openluffy.application.health;

import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked about an object's health, in order; the first answer counts. What a user configured
 * for a kind stands before what they configured with a wildcard, that before the scripts we bring
 * along, and the built-in checks come last. An object that is being deleted is never asked about.
 */
public final class HealthChecks {
  private final List<HealthCheck> checks;

  public HealthChecks(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  public static HealthChecks builtIn() {
    return new HealthChecks(List.of(HealthRules::builtIn));
  }

  public Optional<HealthAnswer> of(Manifest live) {
    var deletion = HealthRules.pendingDeletion(live);
    if (deletion.isPresent()) {
      return deletion;
    }
    for (var check : checks) {
      var answer = check.of(live);
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }
}
