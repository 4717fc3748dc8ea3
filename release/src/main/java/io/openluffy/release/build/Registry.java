package io.openluffy.release.build;

import java.util.Optional;

/**
 * An image registry, asked by name. All methods may throw {@link
 * io.openluffy.kernel.ProblemException}: {@code registry.unreachable}, {@code registry.refused},
 * {@code registry.unauthorized}, {@code registry.unexpected}.
 */
public interface Registry {
  /** The digest behind a tag (or of a digest that is there); empty if there is none. */
  Optional<String> digest(ImageReference image);

  /**
   * Gives a manifest that is there by digest a name in the same or another repository of the same
   * registry, blobs included. To do it again changes nothing.
   */
  void tag(ImageReference byDigest, ImageReference target);

  /** The configuration of an image; of an index, that of the image for linux/amd64. */
  ImageConfiguration configuration(ImageReference image);
}
