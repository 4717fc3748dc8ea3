package io.openluffy.release;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where releases arrive, and what protects it.
 *
 * @param application the Argo CD Application, {@code name} or {@code namespace/name}
 * @param url where people look at it
 * @param values where the tags are written
 * @param healthyFor how long the release must have been healthy in the environment before this one
 *     until it comes here; zero when nothing is said
 */
public record EnvironmentSpec(
    String name,
    String application,
    Optional<String> url,
    ValuesTarget values,
    Duration healthyFor,
    List<SecretBinding> secrets,
    Protection protection) {
  public EnvironmentSpec {
    secrets = List.copyOf(secrets);
  }

  public Optional<String> requires() {
    return protection.requires();
  }

  public Optional<ApprovalRule> approval() {
    return protection.approval();
  }

  public Optional<EmergencyRule> emergency() {
    return protection.emergency();
  }

  public Optional<RollbackPolicy> rollback() {
    return protection.rollback();
  }
}
