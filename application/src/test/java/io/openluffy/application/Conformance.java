package io.openluffy.application;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import io.openluffy.kube.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The conformance cases beside the repository; tests are skipped where they are absent. */
public final class Conformance {
  private Conformance() {}

  public static Path folder() {
    var here = Path.of("").toAbsolutePath();
    while (here != null
        && !Files.exists(here.resolve("ARCHITECTURE.md"))
        && !Files.exists(here.resolve(".git"))) {
      here = here.getParent();
    }
    var shared = Optional.ofNullable(here).map(root -> root.resolveSibling("shared/conformance"));
    Assumptions.assumeTrue(
        shared.filter(Files::isDirectory).isPresent(), "no conformance cases in ../shared");
    return shared.orElseThrow();
  }

  public static JsonNode yaml(Path file) {
    try {
      var loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return Json.mapper().valueToTree(loaded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The case of {@code sync-cases.yaml} with this id. */
  public static JsonNode syncCase(String id) {
    for (var one : yaml(folder().resolve("sync-cases.yaml")).path("cases")) {
      if (one.path("id").asText().equals(id)) {
        return one;
      }
    }
    throw new IllegalArgumentException("no case " + id);
  }

  /** An object of no interest with these annotations. */
  public static Manifest annotated(String apiVersion, String kind, JsonNode annotations) {
    var json = Json.mapper().createObjectNode().put("apiVersion", apiVersion).put("kind", kind);
    var metadata = json.putObject("metadata").put("name", "web").put("namespace", "default");
    if (annotations.isObject()) {
      metadata.set("annotations", annotations);
    }
    return Manifest.of(json);
  }
}
