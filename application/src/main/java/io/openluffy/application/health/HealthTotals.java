package io.openluffy.application.health;

import io.openluffy.application.Health;
import io.openluffy.application.HealthAnswer;
import java.util.Collection;

/** The health of many together: the worst counts. */
public final class HealthTotals {
  private HealthTotals() {}

  /** Healthy when there is none; of equally bad ones the first speaks. */
  public static HealthAnswer worst(Collection<HealthAnswer> answers) {
    var worst = new HealthAnswer(Health.HEALTHY, "");
    for (var one : answers) {
      if (one.health().worseThan(worst.health())) {
        worst = one;
      }
    }
    return worst;
  }
}
