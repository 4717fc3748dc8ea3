package io.openluffy.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.release.build.HttpRegistry.Manifest;
import io.openluffy.release.build.ImageBuilder.BuildLog;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Makes layers, configuration and manifest of a staged image, and pushes what is missing. */
final class ImagePusher {
  private final HttpRegistry registry;

  ImagePusher(HttpRegistry registry) {
    this.registry = registry;
  }

  /** The digest of what was pushed; the tag moves last, when everything it needs is there. */
  String push(
      StagedImage image,
      ImageReference target,
      Map<String, String> labels,
      Path scratch,
      BuildLog log) {
    var blobs = registry.blobs();
    var baseImage = image.base().map(registry::platformImage);
    var base = baseImage.map(found -> registry.manifest(found).orElseThrow());
    baseImage.ifPresent(
        found -> {
          log.line("Bringing the layers of " + image.base().orElseThrow());
          blobs.copy(base.orElseThrow(), found, target);
        });
    var layers = new ArrayList<LayerFile>();
    for (var files : image.layers()) {
      var layer = LayerFile.write(files, scratch.resolve("layer-" + layers.size()));
      layers.add(layer);
      var sent = blobs.push(target, layer.digest(), layer.size(), () -> file(layer));
      log.line(
          "Layer "
              + layers.size()
              + " of "
              + image.layers().size()
              + ": "
              + layer.size()
              + (sent ? " bytes pushed" : " bytes, there already"));
    }
    Optional<JsonNode> document = baseImage.map(registry::configurationDocument);
    var config =
        ImageDocuments.bytes(
            ImageDocuments.configuration(document, image.settings(), labels, layers));
    blobs.push(
        target, Digests.sha256(config), config.length, () -> BodyPublishers.ofByteArray(config));
    var manifest = ImageDocuments.manifest(base.map(Manifest::json), config, layers);
    var pushed =
        new Manifest(ImageDocuments.MANIFEST_TYPE, ImageDocuments.bytes(manifest), manifest);
    registry.put(pushed, target);
    return pushed.digest();
  }

  private static BodyPublisher file(LayerFile layer) {
    try {
      return BodyPublishers.ofFile(layer.file());
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }
}
