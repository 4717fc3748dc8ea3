package io.openluffy.application;

/**
 * Health with its reason.
 *
 * @param message for people; empty when there is nothing to say
 */
public record HealthAnswer(Health health, String message) {
  public static final HealthAnswer HEALTHY = new HealthAnswer(Health.HEALTHY, "");

  public static HealthAnswer of(Health health) {
    return new HealthAnswer(health, "");
  }
}
