package io.openluffy.playground.registry;

import java.util.List;
import java.util.Map;

/**
 * An image that is in the registry.
 *
 * @param digest of the manifest, as a pull by tag or digest would name it
 * @param labels of its configuration
 * @param layers lowest first
 * @param size sum of the layers, compressed
 */
public record ImageInfo(Digest digest, Map<String, String> labels, List<Digest> layers, long size) {
  public ImageInfo {
    labels = Map.copyOf(labels);
    layers = List.copyOf(layers);
  }
}
