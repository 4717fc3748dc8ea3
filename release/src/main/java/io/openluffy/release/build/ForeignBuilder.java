package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.release.build.ImageBuilder.BuildLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds BuildKit, buildah, podman or docker, and lets the first that works build the image. */
final class ForeignBuilder {
  private static final List<String> TOOLS = List.of("buildctl", "buildah", "podman", "docker");
  private static final Duration PROBE = Duration.ofSeconds(10);

  private final Registry registry;
  private final RegistryLocator locator;
  private final RegistryCredentials credentials;
  private final ToolSettings settings;

  ForeignBuilder(
      Registry registry,
      RegistryLocator locator,
      RegistryCredentials credentials,
      ToolSettings settings) {
    this.registry = registry;
    this.locator = locator;
    this.credentials = credentials;
    this.settings = settings;
  }

  String build(BuildRequest request, Path context, Instruction needed, BuildLog log) {
    var tool = find(needed, context, log);
    log.line(
        needed.where().subject()
            + ":"
            + needed.line()
            + " ("
            + needed.keyword()
            + ") needs a whole builder: using "
            + tool.getFileName());
    var target = request.target();
    var location = locator.locate(target.registry());
    var located = target.at(location.address());
    var access = RegistryAccessFile.write(context.resolveSibling("tools"), accounts(request));
    var build =
        new ToolBuild(request, tool, context, located, location.plainHttp(), access, settings);
    for (var command : build.commands()) {
      log.line("$ " + String.join(" ", command));
      ToolProcess.run(command, build.environment(), context, settings.limit(), log)
          .orThrow(needed, request);
    }
    var digest =
        registry
            .digest(target)
            .orElseThrow(() -> RegistryProblems.unexpected(target, "nothing under the new tag"));
    log.line("Pushed " + target + "@" + digest);
    return digest;
  }

  private Map<String, RegistryCredentials.Credential> accounts(BuildRequest request) {
    var registry = request.target().registry();
    return credentials
        .of(registry)
        .map(known -> Map.of(locator.locate(registry).address(), known))
        .orElse(Map.of());
  }

  private Path find(Instruction needed, Path context, BuildLog log) {
    for (var name : TOOLS) {
      var tool = onPath(name);
      if (tool.isPresent() && answers(tool.get(), context, log)) {
        return tool.get();
      }
    }
    throw Problem.user(
            "build.needs-builder",
            "'" + needed.shown() + "' needs a builder that runs programs.",
            needed.where(),
            "Looked for "
                + String.join(", ", TOOLS)
                + " on the server's PATH, and none works. Install one of them, or build without "
                + needed.keyword()
                + ".")
        .asException();
  }

  private Optional<Path> onPath(String name) {
    return settings.path().stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** buildctl and docker are clients only: is there somebody behind them? */
  private boolean answers(Path tool, Path context, BuildLog log) {
    var question = new ArrayList<>(List.of(tool.toString()));
    switch (tool.getFileName().toString()) {
      case "buildctl" -> question.addAll(List.of("debug", "workers"));
      case "docker" -> question.addAll(List.of("version", "--format", "{{.Server.Version}}"));
      default -> question.add("--version");
    }
    var environment = ToolBuild.environment(settings, context.resolveSibling("tools"));
    var answer = ToolProcess.run(question, environment, context, PROBE, text -> {});
    if (!answer.isGood()) {
      log.line(tool.getFileName() + " is there and does not answer");
    }
    return answer.isGood();
  }
}
