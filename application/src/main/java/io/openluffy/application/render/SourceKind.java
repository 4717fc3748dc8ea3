package io.openluffy.application.render;

import io.openluffy.application.spec.SourceSpec;
import io.openluffy.kernel.Where;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a source is rendered. */
enum SourceKind {
  HELM,
  KUSTOMIZE,
  DIRECTORY;

  static final List<String> KUSTOMIZATIONS =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  /** What the spec says, else what the folder holds. */
  static SourceKind of(SourceSpec spec, Path folder, Where where) {
    var said = new ArrayList<SourceKind>();
    if (spec.helm().isPresent() || spec.chart().isPresent()) {
      said.add(HELM);
    }
    spec.kustomize().ifPresent(any -> said.add(KUSTOMIZE));
    spec.directory().ifPresent(any -> said.add(DIRECTORY));
    if (said.size() > 1) {
      throw RenderProblems.bad(
          "several-kinds",
          "multiple application sources defined: " + said + ".",
          where,
          "Keep one of helm, kustomize and directory.");
    }
    if (spec.plugin().isPresent()) {
      throw RenderProblems.bad(
          "plugin",
          "Config management plugins can't be run.",
          where,
          "Commit what the plugin generates, or use Helm, Kustomize or plain manifests.");
    }
    return said.isEmpty() ? found(folder) : said.getFirst();
  }

  static SourceKind found(Path folder) {
    if (KUSTOMIZATIONS.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)))) {
      return KUSTOMIZE;
    }
    return Files.isRegularFile(folder.resolve("Chart.yaml")) ? HELM : DIRECTORY;
  }
}
