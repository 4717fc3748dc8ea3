package io.openluffy.release;

import java.util.List;

/**
 * What a push to a branch sets in motion.
 *
 * @param environments in the order a release visits them
 */
public record Pipeline(
    String name,
    String branch,
    TagTemplate tag,
    List<ImageSpec> images,
    List<String> environments) {
  public Pipeline {
    images = List.copyOf(images);
    environments = List.copyOf(environments);
  }
}
