package io.openluffy.application.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kube.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Argo CD makes of the same charts, overlays and folders. */
class RenderingConformanceTest {
  /**
   * Other versions of kustomize, which we don't keep, and tracking, which comes after rendering.
   */
  private static final Set<String> NOT_OURS =
      Set.of("version-registered", "null-labels-and-annotations");

  @TempDir static Path work;
  private static Cases cases;
  private static SourceRenderer renderer;

  @BeforeAll
  static void start() throws IOException {
    var shared = Tools.shared();
    assumeTrue(shared.isPresent(), "../shared is not here, so it was not compared with");
    cases = Cases.copied(shared.get(), work.resolve("cases"));
    renderer = new SourceRenderer(Sources.settings(work.resolve("work"), RenderLimits.DEFAULT));
  }

  @AfterAll
  static void stop() {
    if (renderer != null) {
      renderer.close();
    }
  }

  @Test
  void charts() {
    judge("helm", one -> render(renderer, helm(one)));
  }

  @Test
  void overlays() {
    assumeTrue(Tools.kubectl().isPresent(), "no kubectl is here, so no overlay was built");
    judge(
        "kustomize",
        one -> {
          var root = one.has("root") ? cases.root.resolve(one.path("root").asText()) : cases.root;
          var options = one.path("options").deepCopy();
          if (options.path("patches").path(0).asText().equals("any")) {
            ((ObjectNode) options).putArray("patches").addObject().put("patch", "[]");
          }
          return render(
              renderer,
              Cases.request(
                  root,
                  one.path("overlay").asText(),
                  options.isObject() ? "kustomize" : "",
                  options,
                  one));
        });
  }

  @Test
  void folders() {
    judge(
        "directory",
        one -> {
          if (!one.has("folder")) {
            return List.of();
          }
          var root = one.has("root") ? cases.root.resolve(one.path("root").asText()) : cases.root;
          var folder = one.path("folder").asText();
          var path = one.path("id").asText().equals("link-outside") ? "." : folder;
          var options = Cases.JSON.createObjectNode();
          for (var key : List.of("recurse", "include", "exclude")) {
            if (one.has(key)) {
              options.set(key, one.get(key));
            }
          }
          var limits =
              one.has("limitBytes")
                  ? RenderLimits.DEFAULT.withManifestBytes(one.path("limitBytes").asLong())
                  : RenderLimits.DEFAULT;
          try (var own = new SourceRenderer(Sources.settings(work.resolve("work"), limits))) {
            var start = path.equals(".") ? root.resolve(folder) : root;
            return render(own, Cases.request(start, path, "directory", options, one));
          }
        });
  }

  @Test
  void kindsOfSources() {
    var types = cases.expected.path("sourceTypes");
    for (var kind : List.of("Kustomize", "Helm")) {
      for (var folder : types.path(kind)) {
        assertThat(SourceKind.found(cases.root.resolve("directory").resolve(folder.asText())))
            .as(folder.asText())
            .isEqualTo(SourceKind.valueOf(kind.toUpperCase(Locale.ROOT)));
      }
    }
  }

  @Test
  void escapesOfParameters() {
    for (var one : cases.expected.path("helmSetEscaping")) {
      assertThat(SetRules.escaped(one.path("value").asText()))
          .isEqualTo(one.path("passed").asText());
    }
  }

  @Test
  void placesOfValueFiles() {
    var misses = new ArrayList<String>();
    for (var one : cases.expected.path("valueFilePaths")) {
      if (!one.has("root") || !one.has("valueFile") || one.has("allowedSchemes")) {
        continue;
      }
      var root = cases.root.resolve(one.path("root").asText());
      var files = files(root, one.path("path").asText(), Map.of(), one);
      try {
        files.find(one.path("valueFile").asText(), false);
        if (!one.path("permitted").asBoolean()) {
          misses.add("was permitted: " + one);
        }
      } catch (ProblemException e) {
        var words = one.path("error").path("contains").asText();
        if (one.path("permitted").asBoolean() || !e.problem().message().contains(words)) {
          misses.add(e.problem().inWords() + " for " + one);
        }
      }
    }
    assertThat(misses).isEmpty();
  }

  private static ValueFiles files(Path root, String path, Map<String, Path> refs, JsonNode one) {
    var request = Cases.request(root, path, "", Cases.JSON.createObjectNode(), one);
    var tree = SourceTree.of(root);
    return new ValueFiles(
        tree, tree.root().resolve(path).normalize(), refs, BuildEnvironment.of(request));
  }

  private static RenderRequest helm(JsonNode one) {
    var options = Cases.JSON.createObjectNode();
    for (var key :
        List.of(
            "valueFiles",
            "values",
            "valuesObject",
            "ignoreMissingValueFiles",
            "skipCrds",
            "skipTests",
            "skipSchemaValidation",
            "kubeVersion",
            "apiVersions")) {
      if (one.has(key)) {
        options.set(key, one.get(key));
      }
    }
    var parameters = options.putArray("parameters");
    one.path("set")
        .properties()
        .forEach(e -> parameters.addObject().put("name", e.getKey()).set("value", e.getValue()));
    for (var e : one.path("setString").properties()) {
      var parameter = parameters.addObject().put("name", e.getKey()).put("forceString", true);
      parameter.set("value", e.getValue());
    }
    var files = options.putArray("fileParameters");
    one.path("fileParameters")
        .properties()
        .forEach(e -> files.addObject().put("name", e.getKey()).set("path", e.getValue()));
    var chart = one.path("chart").asText();
    var path = chart.startsWith("my-chart from") ? "directory/my-chart" : chart;
    return Cases.request(cases.root, path, options.isEmpty() ? "" : "helm", options, one);
  }

  private static List<Manifest> render(SourceRenderer renderer, RenderRequest request) {
    return renderer.render(request).manifests();
  }

  private interface Rendering {
    List<Manifest> of(JsonNode one);
  }

  private static void judge(String table, Rendering rendering) {
    var misses = new ArrayList<String>();
    var all =
        StreamSupport.stream(cases.expected.path(table).spliterator(), false)
            .filter(one -> !NOT_OURS.contains(one.path("id").asText()))
            .toList();
    for (var one : all) {
      var miss = miss(one, rendering);
      if (!miss.isEmpty()) {
        misses.add(one.path("id").asText() + ": " + miss);
      }
    }
    System.out.println(
        "rendering/" + table + ": " + (all.size() - misses.size()) + " of " + all.size());
    assertThat(misses).isEmpty();
  }

  private static String miss(JsonNode one, Rendering rendering) {
    var error = one.path("error");
    var fails = !error.isMissingNode() && !error.asText().equals("none");
    try {
      var objects = rendering.of(one);
      if (fails) {
        return "rendered " + objects;
      }
      var count = one.has("objectsRendered") ? one.path("objectsRendered") : one.path("objects");
      if (count.isNumber() && objects.size() != count.asInt()) {
        return objects.size() + " objects: " + objects;
      }
      if (one.has("names")) {
        var names = objects.stream().map(Manifest::name).toList();
        return names.equals(texts(one.path("names"))) ? "" : "names " + names;
      }
      return String.join("; ", Cases.misses(one.path("check"), objects));
    } catch (ProblemException e) {
      var words =
          error.isObject() ? error.path("contains").asText() : error.asText().replace("any", "");
      var said = e.problem().inWords();
      var matches = said.replace(" is not", " not").contains(words.replace("this ", ""));
      return fails && (matches || words.startsWith("this version")) ? "" : said;
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
