package io.openluffy.release.build;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One image built by a builder outside of this process.
 *
 * @param places where the target and the base images are really reached
 * @param access folder with the registries' credentials and places
 * @param storage where the tool keeps what is of our builds
 */
record ToolBuild(
    BuildRequest request,
    Path tool,
    Path context,
    ToolPlaces places,
    Path access,
    ToolStorage storage,
    ToolSettings settings) {

  /** What is run, one after the other. No secret stands in them. */
  List<List<String>> commands() {
    return switch (name()) {
      case "buildctl" -> List.of(buildctl());
      case "docker" -> docker();
      default -> List.of(classic(), push());
    };
  }

  /** What is run in the end, so that no image piles up beside the registry. */
  List<List<String>> tidying() {
    return switch (name()) {
      case "buildctl" -> List.of();
      case "docker" -> List.of(List.of(tool.toString(), "image", "rm", located()));
      default -> List.of(called("rmi", "--force", located()));
    };
  }

  /** The daemon knows nothing of our names, so base images are brought to it under them. */
  private List<List<String>> docker() {
    var commands = new ArrayList<List<String>>();
    for (var base : places.basesElsewhere()) {
      commands.add(List.of(tool.toString(), "pull", base.located().toString()));
      commands.add(
          List.of(tool.toString(), "tag", base.located().toString(), base.named().toString()));
    }
    commands.add(classic());
    commands.add(List.of(tool.toString(), "push", located()));
    return commands;
  }

  private String name() {
    return tool.getFileName().toString();
  }

  private List<String> called(String... arguments) {
    // A podman elsewhere keeps its things there.
    boolean elsewhere = settings.environment().containsKey("CONTAINER_HOST");
    var command = new ArrayList<>(elsewhere ? List.of(tool.toString()) : storage.command(tool));
    command.addAll(List.of(arguments));
    return command;
  }

  private String located() {
    return places.target().located().toString();
  }

  private List<String> buildctl() {
    var image = request.image();
    var command =
        new ArrayList<>(
            List.of(
                tool.toString(),
                "build",
                "--progress=plain",
                "--frontend=dockerfile.v0",
                "--local",
                "context=" + context,
                "--local",
                "dockerfile=" + context,
                "--opt",
                "filename=" + image.dockerfile(),
                "--opt",
                "label:" + BuildRequest.KEY_LABEL + "=" + request.key()));
    image.target().ifPresent(target -> command.addAll(List.of("--opt", "target=" + target)));
    image
        .args()
        .forEach(
            (name, value) -> command.addAll(List.of("--opt", "build-arg:" + name + "=" + value)));
    for (var base : places.basesElsewhere()) {
      var name = base.named().toString().replaceFirst(":latest$", "");
      command.addAll(List.of("--opt", "context:" + name + "=docker-image://" + base.located()));
    }
    command.add("--output");
    var insecure = places.target().plainHttp() ? ",registry.insecure=true" : "";
    command.add("type=image,name=" + located() + ",push=true" + insecure);
    return command;
  }

  private List<String> classic() {
    var image = request.image();
    var command = new ArrayList<>(called("build"));
    if (!isDocker()) {
      command.addAll(List.of("--isolation=chroot", "--pull"));
    }
    command.addAll(
        List.of(
            "--file",
            context.resolve(image.dockerfile().value()).toString(),
            "--tag",
            located(),
            "--label",
            BuildRequest.KEY_LABEL + "=" + request.key()));
    image.target().ifPresent(target -> command.addAll(List.of("--target", target)));
    image
        .args()
        .forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
    command.add(context.toString());
    return command;
  }

  private List<String> push() {
    var command =
        new ArrayList<>(
            called("push", "--authfile", access.resolve(RegistryAccessFile.ACCOUNTS).toString()));
    if (places.target().plainHttp()) {
      command.add("--tls-verify=false");
    }
    command.add(located());
    command.add("docker://" + located());
    return command;
  }

  private boolean isDocker() {
    return name().equals("docker");
  }

  Map<String, String> environment() {
    var environment = environment(settings, context.resolveSibling("tools"));
    environment.put("DOCKER_CONFIG", access.toString());
    environment.put("REGISTRY_AUTH_FILE", access.resolve(RegistryAccessFile.ACCOUNTS).toString());
    environment.put(
        "CONTAINERS_REGISTRIES_CONF", access.resolve(RegistryAccessFile.REGISTRIES).toString());
    return environment;
  }

  static Map<String, String> environment(ToolSettings settings, Path scratch) {
    var environment = new HashMap<>(settings.environment());
    environment.putIfAbsent("HOME", scratch.toString());
    environment.put(
        "PATH",
        settings.path().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    return environment;
  }
}
