package io.openluffy.application.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.RenderParameter;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.git.RepositoryPath;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds sources on disk and requests to render them. */
final class Sources {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private String key = "";
  private String path = ".";
  private String release = "test";
  private String kubeVersion = "1.35.0";
  private List<String> apiVersions = List.of();
  private final Map<String, Path> refs = new HashMap<>();
  private final List<RenderParameter> secrets = new ArrayList<>();
  private final ObjectNode spec = JSON.createObjectNode();

  Sources(Path root) {
    this.root = root;
  }

  static RenderSettings settings(Path work, RenderLimits limits) {
    return new RenderSettings(
        Path.of(System.getProperty("java.home")),
        System.getProperty("java.class.path"),
        work,
        Optional.empty(),
        Tools.kubectl(),
        limits);
  }

  Sources file(String name, String text) {
    try {
      var file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sources link(String name, String target) {
    try {
      var file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createSymbolicLink(file, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A chart of one template. */
  Sources chart(String template) {
    return file("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
        .file("templates/web.yaml", template);
  }

  Sources key(String name) {
    key = name;
    return this;
  }

  Sources at(String folder) {
    path = folder;
    return this;
  }

  Sources release(String name) {
    release = name;
    return this;
  }

  Sources kubeVersion(String version) {
    kubeVersion = version;
    return this;
  }

  Sources serving(String... versions) {
    apiVersions = List.of(versions);
    return this;
  }

  Sources ref(String name, Path repository) {
    refs.put(name, repository);
    return this;
  }

  Sources secret(String name, String value) {
    secrets.add(new RenderParameter(name, Secret.of(value), "1"));
    return this;
  }

  /** Fields of the source, as an Application writes them in JSON. */
  Sources spec(String json) {
    try {
      spec.setAll((ObjectNode) JSON.readTree(json));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RenderRequest request() {
    var source = spec.deepCopy();
    source.put("repoURL", "https://git.example/web.git").put("path", path);
    return new RenderRequest(
        key,
        root,
        new RepositoryPath(path),
        refs,
        ApplicationReader.source(source).orElseThrow(),
        release,
        "apps",
        kubeVersion,
        apiVersions,
        secrets,
        Map.of());
  }

  /** The problem that a rendering ends with. */
  static Problem problem(Renderer renderer, RenderRequest request) {
    try {
      var rendered = renderer.render(request);
      throw new AssertionError("rendered " + rendered.manifests());
    } catch (ProblemException e) {
      return e.problem();
    }
  }
}
