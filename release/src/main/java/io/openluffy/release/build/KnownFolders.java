package io.openluffy.release.build;

import io.openluffy.release.build.HttpRegistry.Manifest;
import io.openluffy.release.build.ImageBuilder.BuildLog;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Which folders a base image has; a layer is read once, as long as it is remembered. */
final class KnownFolders {
  private static final int REMEMBERED = 200;

  private final HttpRegistry registry;
  private final Map<String, LayerFolders> layers =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LayerFolders> eldest) {
              return size() > REMEMBERED;
            }
          });

  KnownFolders(HttpRegistry registry) {
    this.registry = registry;
  }

  /** Empty when a layer is packed in a way that we can't read. */
  Optional<Set<String>> of(ImageReference image, Manifest manifest, BuildLog log) {
    var folders = new TreeSet<String>();
    for (var layer : manifest.json().path("layers")) {
      var type = layer.path("mediaType").asText();
      if (!type.endsWith("gzip") && !type.endsWith("tar")) {
        log.line("A layer of " + image + " can't be looked into: it is " + type);
        return Optional.empty();
      }
      folders(image, layer.path("digest").asText(), type.endsWith("gzip")).over(folders);
    }
    return Optional.of(folders);
  }

  private LayerFolders folders(ImageReference image, String digest, boolean isPacked) {
    var known = layers.get(digest);
    if (known != null) {
      return known;
    }
    try (var blob = new BufferedInputStream(registry.blobs().open(digest, image), 1 << 16);
        var tar = isPacked ? new GZIPInputStream(blob, 1 << 16) : blob) {
      var read = LayerFolders.read(tar);
      layers.put(digest, read);
      return read;
    } catch (IOException e) {
      throw RegistryProblems.unreachable(image, e);
    }
  }
}
