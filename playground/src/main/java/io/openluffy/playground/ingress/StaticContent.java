package io.openluffy.playground.ingress;

import io.openluffy.playground.registry.ImageInfo;
import io.openluffy.playground.registry.ImageReference;
import io.openluffy.playground.registry.Images;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that images carry to be served, unpacked once per image. */
final class StaticContent {
  /** The label that names the folder in the image. */
  static final String ROOT = "io.openluffy.static-root";

  /** Where web servers have their pages, for images without the label. */
  private static final List<String> USUAL =
      List.of("/usr/share/nginx/html", "/usr/local/apache2/htdocs", "/usr/share/caddy");

  /** Bytes; in larger images without the label nobody searches. */
  private static final long SEARCHED = 64L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(StaticContent.class);
  private static final int KEPT = 24;

  private final Images images;
  private final Map<String, Optional<Map<String, byte[]>>> unpacked =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, Optional<Map<String, byte[]>>> eldest) {
          return size() > KEPT;
        }
      };

  StaticContent(Images images) {
    this.images = images;
  }

  /**
   * The files by their path.
   *
   * @param imageId the image by digest, so that the answer never changes
   * @return empty for an image that is not ours or carries none
   */
  synchronized Optional<Map<String, byte[]>> of(String imageId) {
    var known = unpacked.get(imageId);
    if (known == null) {
      known = unpack(imageId);
      unpacked.put(imageId, known);
    }
    return known;
  }

  private Optional<Map<String, byte[]>> unpack(String imageId) {
    var image = ImageReference.parse(imageId).flatMap(images::find);
    if (image.isEmpty()) {
      return Optional.empty();
    }
    try {
      var root = image.get().labels().get(ROOT);
      return root == null
          ? search(image.get())
          : Optional.of(images.contentBelow(image.get(), root));
    } catch (IOException e) {
      LOG.warn("The static content of an image can't be read: {}", imageId, e);
      return Optional.empty();
    }
  }

  private Optional<Map<String, byte[]>> search(ImageInfo image) throws IOException {
    if (image.size() <= SEARCHED) {
      for (var folder : USUAL) {
        var files = images.contentBelow(image, folder);
        if (files.containsKey("index.html")) {
          return Optional.of(files);
        }
      }
    }
    return Optional.empty();
  }
}
