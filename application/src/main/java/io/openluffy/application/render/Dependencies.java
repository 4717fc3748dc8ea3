package io.openluffy.application.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.openluffy.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a chart says that it needs, in Chart.yaml or the older requirements.yaml. */
final class Dependencies {
  private Dependencies() {}

  record Dependency(String name, String repository) {
    /** The folder of a chart in the same repository. */
    Optional<String> localPath() {
      return repository.startsWith("file://")
          ? Optional.of(repository.substring("file://".length()))
          : Optional.empty();
    }
  }

  static List<Dependency> of(Path chart, RenderLimits limits, String shown) throws IOException {
    var found = new ArrayList<Dependency>();
    for (var file : List.of("Chart.yaml", "requirements.yaml")) {
      var path = chart.resolve(file);
      if (Files.isRegularFile(path)) {
        for (var one : first(Files.readString(path), shown, limits).path("dependencies")) {
          found.add(new Dependency(one.path("name").asText(), one.path("repository").asText()));
        }
      }
    }
    return found;
  }

  static Optional<String> nameOf(String chartYaml, RenderLimits limits) {
    try {
      var name = first(chartYaml, "Chart.yaml", limits).path("name").asText("");
      return name.isEmpty() ? Optional.empty() : Optional.of(name);
    } catch (ProblemException _) {
      return Optional.empty();
    }
  }

  private static JsonNode first(String text, String shown, RenderLimits limits) {
    var documents = new ArrayList<JsonNode>();
    YamlReader.each(text, shown, limits, document -> documents.add(document.json()));
    return documents.isEmpty() ? MissingNode.getInstance() : documents.getFirst();
  }
}
