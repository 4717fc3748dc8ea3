package io.openluffy.application.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.git.RepositoryPath;
import io.openluffy.kube.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rendering cases that are shared between projects, in a copy that has their links. */
final class Cases {
  static final ObjectMapper JSON = new ObjectMapper();

  final Path root;
  final JsonNode expected;

  private Cases(Path root, JsonNode expected) {
    this.root = root;
    this.expected = expected;
  }

  static Cases copied(Path shared, Path into) throws IOException {
    var from = shared.resolve("conformance/rendering");
    try (var walk = Files.walk(from)) {
      for (var file : walk.toList()) {
        var target = into.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Files.writeString(into.resolve("directory/out-of-bounds.json"), "");
    Files.writeString(into.resolve("directory/out-of-bounds.yaml"), "secret: 1");
    for (var link : yaml(from.resolve("links.yaml")).path("links")) {
      var place = into.resolve(link.path("path").asText());
      Files.createDirectories(place.getParent());
      Files.createSymbolicLink(place, Path.of(link.path("target").asText()));
    }
    var circle = into.resolve("directory/circular-link");
    Files.createSymbolicLink(circle.resolve("a.json"), Path.of("b.json"));
    Files.createSymbolicLink(circle.resolve("b.json"), Path.of("a.json"));
    return new Cases(into, yaml(from.resolve("expected.yaml")));
  }

  static JsonNode yaml(Path file) throws IOException {
    var documents = new ArrayList<JsonNode>();
    YamlReader.each(
        Files.readString(file),
        file.toString(),
        RenderLimits.DEFAULT,
        document -> documents.add(document.json()));
    return documents.getFirst();
  }

  /** A request for a folder below {@code root}; the options stand under {@code kind}. */
  static RenderRequest request(
      Path root, String path, String kind, JsonNode options, JsonNode one) {
    var source = JSON.createObjectNode();
    source.put("repoURL", "https://git.example/web.git").put("path", path);
    if (!kind.isEmpty()) {
      source.set(kind, options);
    }
    var application = one.path("application").asText("");
    var release = one.path("release").asText(application.isEmpty() ? "test" : application);
    var environment = new java.util.HashMap<String, String>();
    one.path("env").properties().forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
    if (one.has("application")) {
      environment.put("ARGOCD_APP_NAME", application);
    }
    return new RenderRequest(
        "",
        root,
        new RepositoryPath(path),
        Map.of(),
        ApplicationReader.source(source).orElseThrow(),
        release,
        "",
        "",
        List.of(),
        List.<RenderParameter>of(),
        environment);
  }

  /** What of {@code check} isn't so; empty when all is. */
  static List<String> misses(JsonNode check, List<Manifest> objects) {
    var misses = new ArrayList<String>();
    for (var entry : check.properties()) {
      var found = pick(objects, entry.getKey());
      if (found.isEmpty()) {
        misses.add("no " + entry.getKey() + " in " + objects);
        continue;
      }
      for (var field : entry.getValue().properties()) {
        var path =
            field.getKey().equals("image")
                ? "spec.template.spec.containers[0].image"
                : field.getKey();
        var value =
            found.getFirst().at("/" + path.replace("[", ".").replace("]", "").replace('.', '/'));
        if (!value.equals(field.getValue())) {
          misses.add(entry.getKey() + " " + path + " is " + value + ", not " + field.getValue());
        }
      }
    }
    return misses;
  }

  private static List<Manifest> pick(List<Manifest> objects, String which) {
    if (which.startsWith("[")) {
      return List.of(objects.get(Integer.parseInt(which.substring(1, which.length() - 1))));
    }
    var parts = which.split("/");
    return objects.stream()
        .filter(one -> which.equals("*") || one.kind().equals(parts[0]))
        .filter(one -> parts.length == 1 || one.name().equals(parts[1]))
        .toList();
  }
}
