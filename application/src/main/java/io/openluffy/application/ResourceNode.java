package io.openluffy.application;

import io.openluffy.kube.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object of the tree: an object of the application, or one that grew out of it.
 *
 * @param version of the API it is read in
 * @param parents the objects it belongs to; empty for the application's own
 * @param info short facts for people, such as {@code Status: Running}
 */
public record ResourceNode(
    ResourceKey key,
    String version,
    String uid,
    List<ResourceKey> parents,
    Optional<HealthAnswer> health,
    List<String> images,
    Map<String, String> info,
    Optional<Instant> createdAt) {
  public ResourceNode {
    parents = List.copyOf(parents);
    images = List.copyOf(images);
    info = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(info));
  }
}
