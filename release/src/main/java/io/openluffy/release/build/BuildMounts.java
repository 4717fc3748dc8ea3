package io.openluffy.release.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What buildah and podman, run by root, leave mounted: nobody could delete the folder with it. */
public final class BuildMounts {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final List<Path> UMOUNT =
      List.of(Path.of("/usr/bin/umount"), Path.of("/bin/umount"));
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private BuildMounts() {}

  /** Takes off all that is mounted in or on the folder and not in use. */
  public static void release(Path folder) {
    tool()
        .ifPresent(
            umount ->
                below(folder).forEach(mount -> run(List.of(umount.toString(), mount), folder)));
  }

  private static Optional<Path> tool() {
    return UMOUNT.stream().filter(Files::isExecutable).findFirst();
  }

  /** The deepest first. */
  private static List<String> below(Path folder) {
    var own = folder.toAbsolutePath().toString();
    try {
      return Files.readAllLines(MOUNTS).stream()
          .map(line -> line.split(" "))
          .filter(fields -> fields.length > 1)
          .map(fields -> fields[1].replace("\\040", " "))
          .filter(mount -> mount.equals(own) || mount.startsWith(own + "/"))
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();
    } catch (IOException _) {
      // Only Linux has the list, and only there is anything mounted.
      return List.of();
    }
  }

  private static void run(List<String> command, Path folder) {
    ToolProcess.run(command, Map.of(), folder, PATIENCE, line -> {});
  }
}
