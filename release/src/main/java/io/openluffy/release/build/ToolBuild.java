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
 * @param located the target as it is really reached
 * @param access folder with the registry's credentials
 */
record ToolBuild(
    BuildRequest request,
    Path tool,
    Path context,
    ImageReference located,
    boolean plainHttp,
    Path access,
    ToolSettings settings) {

  /** What is run, one after the other. No secret stands in them. */
  List<List<String>> commands() {
    return switch (tool.getFileName().toString()) {
      case "buildctl" -> List.of(buildctl());
      case "docker" ->
          List.of(classic("build"), List.of(tool.toString(), "push", located.toString()));
      default -> List.of(classic("build"), push());
    };
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
    command.add("--output");
    command.add(
        "type=image,name=" + located + ",push=true" + (plainHttp ? ",registry.insecure=true" : ""));
    return command;
  }

  private List<String> classic(String verb) {
    var image = request.image();
    var command = new ArrayList<>(List.of(tool.toString(), verb));
    if (isBuildah()) {
      command.add("--isolation=chroot");
    }
    command.addAll(
        List.of(
            "--file",
            context.resolve(image.dockerfile().value()).toString(),
            "--tag",
            located.toString(),
            "--label",
            BuildRequest.KEY_LABEL + "=" + request.key()));
    image.target().ifPresent(target -> command.addAll(List.of("--target", target)));
    image
        .args()
        .forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
    if (plainHttp && !isDocker()) {
      command.add("--tls-verify=false");
    }
    command.add(context.toString());
    return command;
  }

  private List<String> push() {
    var command =
        new ArrayList<>(
            List.of(
                tool.toString(), "push", "--authfile", access.resolve("config.json").toString()));
    if (plainHttp) {
      command.add("--tls-verify=false");
    }
    command.add(located.toString());
    command.add("docker://" + located);
    return command;
  }

  private boolean isDocker() {
    return tool.getFileName().toString().equals("docker");
  }

  private boolean isBuildah() {
    return tool.getFileName().toString().equals("buildah");
  }

  Map<String, String> environment() {
    var environment = environment(settings, context.resolveSibling("tools"));
    environment.put("DOCKER_CONFIG", access.toString());
    environment.put("REGISTRY_AUTH_FILE", access.resolve("config.json").toString());
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
