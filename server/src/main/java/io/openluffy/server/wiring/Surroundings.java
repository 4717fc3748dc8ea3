package io.openluffy.server.wiring;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What only {@code Main} may ask the machine for.
 *
 * @param random for jitter and names
 * @param secureRandom for keys, passwords and tokens
 * @param environment the process' variables
 */
public record Surroundings(
    InstantSource clock,
    RandomGenerator random,
    SecureRandom secureRandom,
    Map<String, String> environment,
    PrometheusMeterRegistry metrics) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  @Override
  public String toString() {
    return "Surroundings[" + environment.keySet() + "]";
  }
}
