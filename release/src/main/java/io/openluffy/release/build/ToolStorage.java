package io.openluffy.release.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where buildah and podman keep what belongs to our builds and to nobody else: so what a killed
 * server has left behind is told from what is not ours, and goes at the next start.
 *
 * @param home the folder of all that builds need; processes that name it are ours
 */
record ToolStorage(Path home) {
  private static final Logger LOG = LoggerFactory.getLogger(ToolStorage.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** podman refuses a longer path for what it keeps only while it runs. */
  private static final int LONGEST_OF_PODMAN = 50;

  ToolStorage {
    home = home.toAbsolutePath();
  }

  /** The tool with the options that lead it here. */
  List<String> command(Path tool) {
    var command = new ArrayList<>(List.of(tool.toString()));
    if (isFor(tool)) {
      command.addAll(List.of("--root", images().toString(), "--runroot", running().toString()));
    }
    return command;
  }

  private boolean isFor(Path tool) {
    return switch (tool.getFileName().toString()) {
      case "buildah" -> true;
      case "podman" -> running().toString().length() <= LONGEST_OF_PODMAN;
      default -> false;
    };
  }

  private Path images() {
    return home.resolve("containers");
  }

  private Path running() {
    return home.resolve("run");
  }

  /** Ends the builders of a server that was killed, and takes away their containers and images. */
  void tidy(Optional<Path> buildah, Optional<Path> podman, Map<String, String> environment) {
    endLeftOver();
    if (!Files.isDirectory(images())) {
      return;
    }
    if (buildah.isPresent()) {
      remove(buildah.get(), List.of("containers", "--all", "--quiet"), "rm", environment);
      remove(buildah.get(), ours(), "rmi", environment);
    } else if (podman.filter(this::isFor).isPresent()) {
      remove(podman.get(), List.of("ps", "--all", "--external", "--quiet"), "rm", environment);
      remove(podman.get(), ours(), "rmi", environment);
    }
    BuildMounts.release(home);
  }

  /** After a build; while another one is at work nothing can be taken off. */
  void rest() {
    BuildMounts.release(images().resolve("overlay"));
  }

  private static List<String> ours() {
    return List.of("images", "--quiet", "--filter", "label=" + BuildRequest.KEY_LABEL);
  }

  private void endLeftOver() {
    var left =
        ProcessHandle.allProcesses()
            .filter(this::isOurs)
            .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
            .toList();
    for (var process : left) {
      LOG.atInfo().addKeyValue("pid", process.pid()).log("a builder of a former server is ended");
      process.destroyForcibly();
    }
    left.forEach(ToolStorage::await);
  }

  /** A builder whose command names a file of ours. */
  private boolean isOurs(ProcessHandle process) {
    var info = process.info();
    return info.command().filter(one -> ForeignBuilder.TOOLS.contains(name(one))).isPresent()
        && info.arguments().filter(all -> Stream.of(all).anyMatch(this::isInside)).isPresent();
  }

  private boolean isInside(String argument) {
    return argument.contains(home + "/");
  }

  private static String name(String command) {
    return command.substring(command.lastIndexOf('/') + 1);
  }

  private static void await(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.atWarn().addKeyValue("pid", process.pid()).setCause(e).log("a builder does not end");
    }
  }

  private void remove(
      Path tool, List<String> listing, String verb, Map<String, String> environment) {
    var found = new ArrayList<String>();
    run(tool, listing, environment, found::add);
    var ids = found.stream().filter(line -> line.matches("[0-9a-f]{12,64}")).distinct().toList();
    if (!ids.isEmpty()) {
      LOG.atInfo().addKeyValue("what", ids).log("what a former build has left is removed");
      var arguments = new ArrayList<>(List.of(verb));
      if (!tool.endsWith("buildah") || verb.equals("rmi")) {
        arguments.add("--force");
      }
      arguments.addAll(ids);
      run(tool, arguments, environment, line -> {});
    }
  }

  private void run(
      Path tool,
      List<String> arguments,
      Map<String, String> environment,
      ImageBuilder.BuildLog lines) {
    var command = new ArrayList<>(command(tool));
    command.addAll(arguments);
    var ending = ToolProcess.run(command, environment, home, PATIENCE, lines);
    if (!ending.isGood()) {
      LOG.atWarn()
          .addKeyValue("command", String.join(" ", command))
          .log("what a former build has left stays: " + ending.last());
    }
  }
}
