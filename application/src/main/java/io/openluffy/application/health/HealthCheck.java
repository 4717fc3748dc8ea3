package io.openluffy.application.health;

import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.util.Optional;

/** Someone who may know how a live object is doing. */
@FunctionalInterface
public interface HealthCheck {
  /** Empty for an object that it knows nothing of. */
  Optional<HealthAnswer> of(Manifest live);
}
