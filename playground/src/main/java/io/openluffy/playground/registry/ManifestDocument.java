package io.openluffy.playground.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pushed manifest, read as far as the registry has to understand it. */
final class ManifestDocument {
  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final Set<String> KNOWN =
      Set.of(OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST);
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode root;
  private final String type;

  private ManifestDocument(JsonNode root, String type) {
    this.root = root;
    this.type = type;
  }

  /**
   * @param contentType the Content-Type of the request; empty when there was none
   * @throws IOException with the reason when this is no manifest we take
   */
  static ManifestDocument read(byte[] content, String contentType) throws IOException {
    var root = JSON.readTree(content);
    if (root == null || !root.isObject()) {
      throw new IOException("a manifest is a JSON object");
    }
    if (root.path("schemaVersion").asInt() != 2) {
      throw new IOException("schemaVersion must be 2");
    }
    var named = root.path("mediaType").asText("");
    var type = contentType.isEmpty() ? named : contentType;
    if (!named.isEmpty() && !named.equals(type)) {
      throw new IOException("Content-Type is " + type + " but mediaType is " + named);
    }
    if (!KNOWN.contains(type)) {
      throw new IOException("media type '" + type + "' is not supported; use one of " + KNOWN);
    }
    var document = new ManifestDocument(root, type);
    document.check();
    return document;
  }

  String type() {
    return type;
  }

  boolean isIndex() {
    return type.equals(OCI_INDEX) || type.equals(DOCKER_LIST);
  }

  /** The manifests that an index lists. */
  List<JsonNode> manifests() {
    return isIndex() ? list("manifests") : List.of();
  }

  /** The configuration of an image. */
  Optional<Digest> config() {
    return digest(root.path("config"));
  }

  /** The layers of an image, lowest first, without those kept elsewhere. */
  List<Digest> layers() {
    return list("layers").stream()
        .filter(layer -> !layer.path("mediaType").asText("").contains("nondistributable"))
        .filter(layer -> !layer.path("mediaType").asText("").contains("foreign"))
        .flatMap(layer -> digest(layer).stream())
        .toList();
  }

  Optional<Digest> subject() {
    return digest(root.path("subject"));
  }

  String artifactType() {
    var named = root.path("artifactType").asText("");
    return named.isEmpty() ? root.at("/config/mediaType").asText("") : named;
  }

  JsonNode annotations() {
    return root.path("annotations");
  }

  static Optional<Digest> digest(JsonNode descriptor) {
    return Digest.parse(descriptor.path("digest").asText(""));
  }

  private void check() throws IOException {
    if (isIndex()) {
      require(root.path("manifests").isArray(), "manifests must be a list");
    } else {
      require(config().isPresent(), "config.digest is missing or no digest");
      require(root.path("layers").isArray(), "layers must be a list");
    }
    for (var part : isIndex() ? list("manifests") : list("layers")) {
      require(digest(part).isPresent(), "a descriptor has no valid digest: " + part);
    }
    require(
        root.path("subject").isMissingNode() || subject().isPresent(),
        "subject.digest is missing or no digest");
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  private List<JsonNode> list(String field) {
    var all = new ArrayList<JsonNode>();
    root.path(field).forEach(all::add);
    return all;
  }
}
