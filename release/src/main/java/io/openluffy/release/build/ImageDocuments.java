package io.openluffy.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.release.build.Recipe.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the configuration and the manifest of an image as OCI words them. Pure. */
final class ImageDocuments {
  static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String FIXED_TIME = "1970-01-01T00:00:01Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageDocuments() {}

  /**
   * @param base the configuration of the base image; empty for scratch
   */
  static ObjectNode configuration(
      Optional<JsonNode> base,
      Settings settings,
      Map<String, String> labels,
      List<LayerFile> layers) {
    var root = base.<ObjectNode>map(JsonNode::deepCopy).orElseGet(JSON::createObjectNode);
    root.put("created", FIXED_TIME);
    if (!root.has("architecture")) {
      root.put("architecture", "amd64").put("os", "linux");
    }
    var config = root.withObjectProperty("config");
    environment(config, settings.environment);
    put(config, "Labels", labels);
    put(config, "Labels", settings.labels);
    ports(config, settings);
    settings.volumes.forEach(
        volume -> config.withObjectProperty("Volumes").putObject(Paths.resolve("/", volume)));
    settings.workingDirectory.ifPresent(value -> config.put("WorkingDir", value));
    settings.user.ifPresent(value -> config.put("User", value));
    settings.entrypoint.ifPresent(
        value -> {
          config.set("Entrypoint", JSON.valueToTree(value));
          config.remove("Cmd");
        });
    settings.command.ifPresent(value -> config.set("Cmd", JSON.valueToTree(value)));
    var rootfs = root.withObjectProperty("rootfs").put("type", "layers");
    var diffIds = rootfs.withArrayProperty("diff_ids");
    var history = root.withArrayProperty("history");
    for (var layer : layers) {
      diffIds.add(layer.diffId());
      history.addObject().put("created", FIXED_TIME).put("created_by", "openluffy");
    }
    return root;
  }

  private static void environment(ObjectNode config, Map<String, String> added) {
    var environment = new LinkedHashMap<String, String>();
    for (var entry : config.path("Env")) {
      var pair = entry.asText().split("=", 2);
      environment.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    environment.putAll(added);
    if (!environment.isEmpty()) {
      ArrayNode list = config.putArray("Env");
      environment.forEach((name, value) -> list.add(name + "=" + value));
    }
  }

  private static void put(ObjectNode config, String key, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      var object = config.withObjectProperty(key);
      texts.forEach(object::put);
    }
  }

  private static void ports(ObjectNode config, Settings settings) {
    for (var port : settings.ports) {
      var parts = port.split("/");
      var range = parts[0].split("-");
      var last = Integer.parseInt(range[range.length - 1]);
      for (var n = Integer.parseInt(range[0]); n <= last && n < 65536; n++) {
        config
            .withObjectProperty("ExposedPorts")
            .putObject(n + "/" + (parts.length > 1 ? parts[1] : "tcp"));
      }
    }
  }

  /**
   * @param base the manifest of the base image; empty for scratch
   */
  static ObjectNode manifest(Optional<JsonNode> base, byte[] config, List<LayerFile> layers) {
    var root = JSON.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", MANIFEST_TYPE);
    descriptor(root.putObject("config"), CONFIG_TYPE, Digests.sha256(config), config.length);
    var list = root.putArray("layers");
    for (var layer : base.map(found -> found.path("layers")).stream().toList()) {
      layer.forEach(each -> list.add(ociLayer(each)));
    }
    for (var layer : layers) {
      descriptor(list.addObject(), LAYER_TYPE, layer.digest(), layer.size());
    }
    return root;
  }

  /** Docker's own layers are the same bytes under another name. */
  private static JsonNode ociLayer(JsonNode layer) {
    ObjectNode copy = layer.deepCopy();
    if (copy.path("mediaType").asText().startsWith("application/vnd.docker.image.rootfs.diff")) {
      copy.put("mediaType", LAYER_TYPE);
    }
    return copy;
  }

  private static void descriptor(ObjectNode node, String type, String digest, long size) {
    node.put("mediaType", type).put("digest", digest).put("size", size);
  }

  static byte[] bytes(ObjectNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
