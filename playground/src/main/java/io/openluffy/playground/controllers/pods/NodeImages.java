package io.openluffy.playground.controllers.pods;

import io.openluffy.playground.controllers.pods.ContainerFacts.Pull;
import io.openluffy.playground.registry.Digest;
import io.openluffy.playground.registry.ImageInfo;
import io.openluffy.playground.registry.ImageReference;
import io.openluffy.playground.registry.Images;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The images of the simulated node: ours must be in the registry, others are taken as existing. */
final class NodeImages {
  private static final int REMEMBERED = 1000;
  private static final long FOREIGN_SIZE = 24_117_248;

  private final Images images;
  private final Map<String, Optional<ImageInfo>> pulled =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<ImageInfo>> eldest) {
          return size() > REMEMBERED;
        }
      };

  NodeImages(Images images) {
    this.images = images;
  }

  /** Asks for an image as a container names it. */
  Pull pull(String image, boolean always) {
    var reference = ImageReference.parse(image);
    if (reference.isEmpty()) {
      return new Pull.Absent(
          "Failed to apply default image tag \""
              + image
              + "\": couldn't parse image name \""
              + image
              + "\": invalid reference format");
    }
    var info = images.find(reference.get());
    if (info.isEmpty() && images.isOurs(reference.get())) {
      return absent(image);
    }
    var id = id(reference.get(), info);
    var local = pulled.containsKey(id) && !always;
    pulled.put(id, info);
    return new Pull.Present(id, info.map(ImageInfo::size).orElse(FOREIGN_SIZE), local);
  }

  static Pull absent(String image) {
    return new Pull.Absent(
        "rpc error: code = NotFound desc = failed to pull and unpack image \""
            + image
            + "\": failed to resolve reference \""
            + image
            + "\": "
            + image
            + ": not found");
  }

  /** The labels of an image that a container runs, by its digest. */
  Map<String, String> labels(String imageId) {
    var info = pulled.get(imageId);
    if (info == null) {
      info = ImageReference.parse(imageId).flatMap(images::find);
      pulled.put(imageId, info);
    }
    return info.map(ImageInfo::labels).orElse(Map.of());
  }

  private static String id(ImageReference reference, Optional<ImageInfo> info) {
    var digest =
        info.map(ImageInfo::digest)
            .or(reference::digest)
            .orElseGet(() -> Digest.sha256(reference.toString().getBytes(StandardCharsets.UTF_8)));
    return reference.host() + "/" + reference.repository() + "@" + digest;
  }
}
