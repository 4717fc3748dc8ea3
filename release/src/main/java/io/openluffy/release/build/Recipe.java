package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one stage comes to: files to copy and what the image says about itself.
 *
 * @param foreign the first instruction that only a whole builder can do
 */
record Recipe(
    StageGraph.Node node,
    List<Step> steps,
    Settings settings,
    Optional<Instruction> foreign,
    List<Problem> problems) {
  Recipe {
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
  }

  /** Something that changes files. */
  sealed interface Step {
    /**
     * @param sources as written, variables put in
     * @param target absolute; ends with a slash when it is a folder
     */
    record Copy(
        Instruction instruction,
        Optional<String> from,
        List<String> sources,
        String target,
        Optional<String> owner,
        Optional<String> mode)
        implements Step {}

    record Folder(Instruction instruction, String path) implements Step {}
  }

  /** What the image says about itself, beyond what it begins with. */
  static final class Settings {
    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, String> labels = new LinkedHashMap<>();
    final Set<String> ports = new LinkedHashSet<>();
    final Set<String> volumes = new LinkedHashSet<>();
    Optional<String> workingDirectory = Optional.empty();
    Optional<String> user = Optional.empty();
    Optional<List<String>> entrypoint = Optional.empty();
    Optional<List<String>> command = Optional.empty();

    Settings copy() {
      var copy = new Settings();
      copy.environment.putAll(environment);
      copy.labels.putAll(labels);
      copy.ports.addAll(ports);
      copy.volumes.addAll(volumes);
      copy.workingDirectory = workingDirectory;
      copy.user = user;
      copy.entrypoint = entrypoint;
      copy.command = command;
      return copy;
    }
  }
}
