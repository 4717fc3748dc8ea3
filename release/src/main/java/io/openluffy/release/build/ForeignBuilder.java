package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.release.build.ImageBuilder.BuildLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Finds BuildKit, buildah, podman or docker, and lets the first that works build the image. */
final class ForeignBuilder {
  static final List<String> TOOLS = List.of("buildctl", "buildah", "podman", "docker");
  private static final Duration PROBE = Duration.ofSeconds(10);

  private final Registry registry;
  private final RegistryLocator locator;
  private final RegistryCredentials credentials;
  private final ToolSettings settings;
  private final ToolStorage storage;
  private final FutureTask<Boolean> tidying = new FutureTask<>(this::tidied);

  ForeignBuilder(
      Registry registry,
      RegistryLocator locator,
      RegistryCredentials credentials,
      ToolSettings settings,
      ToolStorage storage) {
    this.registry = registry;
    this.locator = locator;
    this.credentials = credentials;
    this.settings = settings;
    this.storage = storage;
  }

  /** Takes away what a server that was killed has left; builds wait for it. */
  void tidy() {
    Thread.ofVirtual().name("tidy builds").start(tidying);
  }

  private boolean tidied() {
    var environment = ToolBuild.environment(settings, storage.home());
    storage.tidy(onPath("buildah"), onPath("podman"), environment);
    return true;
  }

  private void awaitTidying() {
    try {
      tidying.run();
      tidying.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param needed the instruction that needs a whole builder
   * @param bases images that the Dockerfile begins with or copies from
   */
  String build(
      BuildRequest request,
      Path context,
      Instruction needed,
      List<ImageReference> bases,
      BuildLog log) {
    awaitTidying();
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
    var places = ToolPlaces.of(target, bases, locator);
    var access =
        RegistryAccessFile.write(
            context.resolveSibling("tools"), places.accounts(credentials), places.registries());
    run(new ToolBuild(request, tool, context, places, access, storage, settings), needed, log);
    var digest =
        registry
            .digest(target)
            .orElseThrow(() -> RegistryProblems.unexpected(target, "nothing under the new tag"));
    log.line("Pushed " + target + "@" + digest);
    return digest;
  }

  private void run(ToolBuild build, Instruction needed, BuildLog log) {
    try {
      for (var command : build.commands()) {
        log.line("$ " + String.join(" ", command));
        var ending = ended(build, command, log);
        if (!ending.isGood()) {
          // A registry that is away throws here, and is waited for; all else is the build's fault.
          registry.digest(build.request().target());
        }
        ending.orThrow(needed, build.request());
      }
    } finally {
      build.tidying().forEach(command -> ended(build, command, text -> {}));
      storage.rest();
    }
  }

  private ToolProcess.Ending ended(ToolBuild build, List<String> command, BuildLog log) {
    return ToolProcess.run(command, build.environment(), build.context(), settings.limit(), log);
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
