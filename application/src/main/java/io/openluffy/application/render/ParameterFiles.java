package io.openluffy.application.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.application.spec.ApplicationReader;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Options that stand beside the source in git: {@code .argocd-source.yaml} for every application,
 * {@code .argocd-source-<application>.yaml} for one, the latter stronger. They can't move the
 * source.
 */
final class ParameterFiles {
  private static final List<String> FIXED = List.of("repoURL", "path", "targetRevision", "chart");

  private ParameterFiles() {}

  static RenderRequest applied(
      RenderRequest request, SourceTree tree, Path folder, RenderLimits limits) {
    var application = request.environment().getOrDefault("ARGOCD_APP_NAME", request.releaseName());
    var names = new ArrayList<>(List.of(".argocd-source.yaml"));
    if (!application.isEmpty() && application.indexOf('/') < 0) {
      names.add(".argocd-source-" + application + ".yaml");
    }
    var merged = request.spec().json().deepCopy();
    var last = "";
    for (var name : names) {
      var file = tree.inside(folder.resolve(name), name);
      if (Files.isRegularFile(file)) {
        last = tree.shown(file);
        merge(merged, read(file, last, limits));
      }
    }
    if (last.isEmpty()) {
      return request;
    }
    for (var field : FIXED) {
      var own = request.spec().json().get(field);
      if (own == null) {
        merged.remove(field);
      } else {
        merged.set(field, own);
      }
    }
    var shown = last;
    return request.withSpec(ApplicationReader.source(merged).orElseThrow(() -> broken(shown)));
  }

  private static ObjectNode read(Path file, String shown, RenderLimits limits) {
    var documents = new ArrayList<JsonNode>();
    try {
      var text = TextFiles.decode(Files.readAllBytes(file));
      YamlReader.each(text, shown, limits, document -> documents.add(document.json()));
    } catch (IOException e) {
      throw RenderProblems.disk("Reading " + shown, e);
    }
    if (documents.size() == 1 && documents.getFirst() instanceof ObjectNode source) {
      return source;
    }
    throw broken(shown);
  }

  private static RuntimeException broken(String shown) {
    return RenderProblems.bad(
        "bad-parameters-file",
        "This is no map with the fields of a source.",
        Where.of(shown),
        "Write helm, kustomize or directory as in an Application.");
  }

  /** JSON merge patch: maps merge, null removes, everything else replaces. */
  private static void merge(ObjectNode into, ObjectNode patch) {
    for (var one : patch.properties()) {
      var value = one.getValue();
      if (value.isNull()) {
        into.remove(one.getKey());
      } else if (value instanceof ObjectNode map) {
        var known =
            into.get(one.getKey()) instanceof ObjectNode own ? own : into.putObject(one.getKey());
        merge(known, map);
      } else {
        into.set(one.getKey(), value);
      }
    }
  }
}
