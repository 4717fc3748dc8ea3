package io.openluffy.release.build;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Dockerfile as it is written.
 *
 * @param globals the ARGs before the first FROM
 */
record Dockerfile(String file, List<Instruction> globals, List<Stage> stages) {
  Dockerfile {
    globals = List.copyOf(globals);
    stages = List.copyOf(stages);
  }

  /**
   * From one FROM to the next.
   *
   * @param index from 0, by which COPY may name it
   */
  record Stage(int index, Optional<String> name, Instruction from, List<Instruction> steps) {
    Stage {
      steps = List.copyOf(steps);
    }
  }

  /** The values of the global ARGs, where the given ones replace the defaults. */
  Map<String, String> globalArgs(Map<String, String> given) {
    var values = Words.platformArgs();
    for (var arg : globals) {
      Words.declare(arg.arguments(), given, Map.of(), values);
    }
    return values;
  }
}
