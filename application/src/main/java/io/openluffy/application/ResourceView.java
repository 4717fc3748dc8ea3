package io.openluffy.application;

import io.openluffy.kube.ResourceKey;
import java.util.Optional;

/**
 * One object of an application, as its status lists it.
 *
 * @param sync empty for hooks and for objects that are not compared
 * @param health empty for kinds without a health check
 */
public record ResourceView(
    ResourceKey key,
    String version,
    Optional<SyncStatus> sync,
    Optional<HealthAnswer> health,
    boolean hook,
    boolean requiresPruning,
    int wave) {}
