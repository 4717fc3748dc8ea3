package io.openluffy.application;

import io.openluffy.kube.Manifest;
import io.openluffy.kube.ResourceKey;
import java.util.Optional;

/**
 * One object, as it is and as it would be. Secrets are masked on both sides.
 *
 * @param live what the cluster has, without what the server alone writes; empty when it is missing
 * @param predicted what a sync would make of it; empty when it would be pruned
 */
public record ObjectDiff(
    ResourceKey key,
    Optional<Manifest> live,
    Optional<Manifest> predicted,
    boolean modified,
    boolean hook) {}
