package io.openluffy.application.render;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code helm} that is installed on this machine, run once for each rendering. */
final class HelmBinary implements ChartTool {
  private final Path binary;
  private final RenderSettings settings;
  private final Turns turns;

  HelmBinary(Path binary, RenderSettings settings, Turns turns) {
    this.binary = binary;
    this.settings = settings;
    this.turns = turns;
  }

  @Override
  public String version() {
    return "helm " + binary;
  }

  @Override
  public ChartRewrite rewrite(ChartRequest request) {
    return ChartRewrite.NONE;
  }

  @Override
  public String template(ChartRequest request) {
    try (var turn = turns.take(request.key())) {
      return new ToolRun("helm", request.folder(), settings.limits(), turn)
          .run(command(request), request.folder().path());
    }
  }

  private List<String> command(ChartRequest request) {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(binary.toString(), "template", request.release(), request.chart().toString()));
    command.addAll(List.of("--namespace", request.namespace()));
    command.addAll(List.of("--kube-version", request.kubeVersion()));
    request.apiVersions().forEach(one -> command.addAll(List.of("--api-versions", one)));
    request.valueFiles().forEach(file -> command.addAll(List.of("--values", file.toString())));
    for (var one : request.parameters()) {
      command.add(one.forceString() ? "--set-string" : "--set");
      command.add(one.name() + "=" + SetRules.escaped(one.value()));
    }
    request
        .setFiles()
        .forEach((name, file) -> command.addAll(List.of("--set-file", name + "=" + file)));
    if (!request.skipCrds()) {
      command.add("--include-crds");
    }
    if (request.skipTests()) {
      command.add("--skip-tests");
    }
    if (request.skipSchemaValidation()) {
      command.add("--skip-schema-validation");
    }
    return command;
  }

  @Override
  public void close() {}
}
