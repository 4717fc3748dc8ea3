package io.openluffy.application.render;

import io.openluffy.application.spec.DirectorySpec;
import io.openluffy.application.spec.HelmSpec;
import io.openluffy.application.spec.KustomizeSpec;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** Renders charts, overlays and plain folders, whichever a source is. */
public final class SourceRenderer implements Renderer, AutoCloseable {
  private final RenderSettings settings;
  private final ChartTool charts;
  private final HelmSource helm;
  private final KustomizeSource kustomize;

  public SourceRenderer(RenderSettings settings) {
    this.settings = settings;
    var turns = new Turns(settings.limits().workers());
    this.charts =
        settings
            .helm()
            .<ChartTool>map(binary -> new HelmBinary(binary, settings, turns))
            .orElseGet(() -> new EmbeddedHelm(settings, turns));
    this.helm = new HelmSource(charts, settings);
    this.kustomize = new KustomizeSource(settings, turns);
  }

  @Override
  public String version() {
    return charts.version() + ", " + kustomize.version();
  }

  @Override
  public Rendered render(RenderRequest written) {
    var tree = SourceTree.of(written.sourceRoot());
    var shown = written.path().value();
    var folder = tree.inside(tree.root().resolve(shown), "path '" + shown + "'");
    if (!Files.isDirectory(folder)) {
      throw RenderProblems.bad(
          "missing-path",
          "app path does not exist: '" + shown + "' is no folder of this revision.",
          Where.of(shown),
          "Correct source.path, or commit the folder.");
    }
    var request = ParameterFiles.applied(written, tree, folder, settings.limits());
    var spec = request.spec();
    return switch (SourceKind.of(spec, folder, Where.of(shown))) {
      case HELM -> helm.render(tree, folder, request, spec.helm().orElse(HelmSpec.EMPTY));
      case KUSTOMIZE ->
          withoutSecrets(
              kustomize.render(tree, folder, request, spec.kustomize().orElse(KustomizeSpec.EMPTY)),
              request);
      case DIRECTORY ->
          withoutSecrets(
              new DirectorySource(tree, settings.limits())
                  .render(folder, spec.directory().orElse(DirectorySpec.EMPTY)),
              request);
    };
  }

  /** Only charts take parameters; that a secret goes nowhere must not pass unseen. */
  private static Rendered withoutSecrets(Rendered rendered, RenderRequest request) {
    if (request.parameters().isEmpty()) {
      return rendered;
    }
    var unused =
        Problem.user(
            "render.unused-secrets",
            "Only Helm charts take secrets as parameters, so "
                + String.join(", ", request.parameters().stream().map(one -> one.name()).toList())
                + " went nowhere.",
            Where.of(request.path().value()),
            "Use a chart, or take the secrets out of the environment.");
    return new Rendered(
        rendered.manifests(),
        Stream.concat(rendered.warnings().stream(), List.of(unused).stream()).toList());
  }

  @Override
  public void close() {
    charts.close();
  }
}
