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
import java.util.Set;
import java.util.TreeSet;

/** Makes layers, configuration and manifest of a staged image, and pushes what is missing. */
final class ImagePusher {
  private final HttpRegistry registry;
  private final KnownFolders bases;

  ImagePusher(HttpRegistry registry) {
    this.registry = registry;
    this.bases = new KnownFolders(registry);
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
    var folders =
        base.map(manifest -> bases.of(baseImage.orElseThrow(), manifest, log))
            .orElseGet(() -> Optional.of(new TreeSet<>()));
    var layers = new ArrayList<LayerFile>();
    for (var bare : image.layers()) {
      var files = folders.map(known -> withFolders(bare, known, scratch)).orElse(bare);
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

  /**
   * A layer with the folders that its files lie in, as far as they are not there yet. Without them
   * some runtimes make folders that only root may enter; those that are there keep what they are.
   *
   * @param known folders there are, to which those of this layer are added
   */
  private static FileTree withFolders(FileTree bare, Set<String> known, Path anyFolder) {
    var whole = new FileTree();
    for (var path : bare.entries().keySet()) {
      for (var folder : LayerFolders.ancestors(path)) {
        if (known.add(folder)) {
          whole.put(folder, new FileTree.Entry(anyFolder, true, 0755, FileTree.Entry.ROOT));
        }
      }
    }
    whole.putAll(bare);
    bare.entries().entrySet().stream()
        .filter(entry -> entry.getValue().isFolder())
        .forEach(entry -> known.add(entry.getKey()));
    return whole;
  }

  private static BodyPublisher file(LayerFile layer) {
    try {
      return BodyPublishers.ofFile(layer.file());
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }
}
