package io.openluffy.release.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What builders outside of this process are given.
 *
 * @param path folders in which they are looked for, in order
 * @param environment the few variables that they may see, such as {@code DOCKER_HOST}; nothing else
 *     of the server's environment reaches them
 * @param limit how long one command may take
 */
public record ToolSettings(List<Path> path, Map<String, String> environment, Duration limit) {
  public static final List<String> PASSED_ON =
      List.of(
          "DOCKER_HOST",
          "BUILDKIT_HOST",
          "CONTAINER_HOST",
          "STORAGE_DRIVER",
          "STORAGE_OPTS",
          "XDG_RUNTIME_DIR",
          "HOME",
          "LANG");

  public ToolSettings {
    path = List.copyOf(path);
    environment = Map.copyOf(environment);
  }

  /** The variables that are {@link #PASSED_ON}, and the folders of PATH. */
  public static ToolSettings of(Map<String, String> server, Duration limit) {
    var variables = new java.util.HashMap<>(server);
    variables.keySet().retainAll(PASSED_ON);
    var folders =
        java.util.Arrays.stream(server.getOrDefault("PATH", "").split(java.io.File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .filter(Path::isAbsolute)
            .toList();
    return new ToolSettings(folders, variables, limit);
  }
}
