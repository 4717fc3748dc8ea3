package io.openluffy.playground.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks images up as a node would that pulls them, without HTTP. */
public final class Images {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_CONFIG = 8L * 1024 * 1024;

  private final RegistryFiles files;
  private final Predicate<String> ours;

  /**
   * @param ours whether a host (with its port, if the image names one) is this registry
   */
  public Images(RegistryFiles files, Predicate<String> ours) {
    this.files = files;
    this.ours = ours;
  }

  /** Whether the image's name points to this registry; others can't be looked up. */
  public boolean isOurs(ImageReference image) {
    return ours.test(image.host());
  }

  /** Empty when the registry does not have it, or only for other platforms. */
  public Optional<ImageInfo> find(ImageReference image) {
    if (!isOurs(image)) {
      return Optional.empty();
    }
    try {
      var repository = files.repository(image.repository());
      var digest = image.digest().isPresent() ? image.digest() : repository.tagged(image.tag());
      return digest.isEmpty() ? Optional.empty() : info(repository, digest.get(), digest.get(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The registry's folder can't be read", e);
    }
  }

  /** The files below a folder of the image, by their path relative to it. */
  public Map<String, byte[]> contentBelow(ImageInfo image, String folder) throws IOException {
    var content = new LayerContent(folder);
    for (var layer : image.layers()) {
      try (var in = Files.newInputStream(files.content(layer))) {
        content.add(in);
      }
    }
    return content.files();
  }

  private Optional<ImageInfo> info(
      RepositoryFiles repository, Digest digest, Digest named, int depth) throws IOException {
    var type = repository.manifestType(digest);
    if (type.isEmpty() || depth > 3) {
      return Optional.empty();
    }
    var manifest = ManifestDocument.read(Files.readAllBytes(files.content(digest)), type.get());
    if (manifest.isIndex()) {
      var platform = platform(manifest.manifests());
      return platform.isEmpty()
          ? Optional.empty()
          : info(repository, platform.get(), named, depth + 1);
    }
    var size = 0L;
    for (var layer : manifest.layers()) {
      size += repository.hasBlob(layer) ? Files.size(files.content(layer)) : 0;
    }
    return Optional.of(
        new ImageInfo(named, labels(manifest.config().orElseThrow()), manifest.layers(), size));
  }

  /** Linux on amd64 if there is one, else the first. */
  private static Optional<Digest> platform(List<JsonNode> manifests) {
    return manifests.stream()
        .filter(part -> part.at("/platform/os").asText("").equals("linux"))
        .filter(part -> part.at("/platform/architecture").asText("").equals("amd64"))
        .findFirst()
        .or(() -> manifests.stream().findFirst())
        .flatMap(ManifestDocument::digest);
  }

  private Map<String, String> labels(Digest config) throws IOException {
    var file = files.content(config);
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_CONFIG) {
      return Map.of();
    }
    var labels = new HashMap<String, String>();
    try {
      JSON.readTree(Files.readAllBytes(file))
          .at("/config/Labels")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Map.of();
    }
    return labels;
  }
}
