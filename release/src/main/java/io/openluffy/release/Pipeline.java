package io.openluffy.release;

import java.util.List;

/**
 * What a push to a branch sets in motion.
 *
 * @param environments in the order a release visits them
 * @param irreversible what makes a release of it one that can't be taken back
 */
public record Pipeline(
    String name,
    String branch,
    TagTemplate tag,
    List<ImageSpec> images,
    List<String> environments,
    List<OneWay> irreversible) {
  public Pipeline {
    images = List.copyOf(images);
    environments = List.copyOf(environments);
    irreversible = List.copyOf(irreversible);
  }

  /** One whose releases can all be taken back, for all that it says. */
  public Pipeline(
      String name,
      String branch,
      TagTemplate tag,
      List<ImageSpec> images,
      List<String> environments) {
    this(name, branch, tag, images, environments, List.of());
  }
}
