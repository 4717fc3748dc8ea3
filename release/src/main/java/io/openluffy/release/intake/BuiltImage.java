package io.openluffy.release.intake;

import io.openluffy.kernel.store.Table;
import io.openluffy.release.ReleaseId;

/**
 * An image that was built once, to be found again by what it is made of.
 *
 * @param place repository and build key
 * @param release that it was built for first
 */
record BuiltImage(String place, String digest, ReleaseId release) {
  static final Table<BuiltImage> TABLE =
      new Table<>("built_image", BuiltImage.class, BuiltImage::place);

  static String place(String repository, String key) {
    return repository + "@" + key;
  }
}
